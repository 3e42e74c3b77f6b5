from aws_cdk import aws_ecs as containers
from aws_cdk.aws_ecr import Repository, TagMutability as Mutability

from .tags import *

__all__ = ["Mutability", "Repository", "containers", "newest", "pinned"]
