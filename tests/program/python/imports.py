# Every form of import, and what other modules see of this one.
from __future__ import annotations
import os
import aws_cdk.aws_ecr, aws_cdk.aws_ecs as ecs
import aws_cdk.aws_s3
import aws_cdk as cdk
from aws_cdk import aws_lambda as lambda_, Stack
from aws_cdk.aws_codebuild import (
    LinuxBuildImage,  # the usual one
    Project as Build,
)
from . import stacks
from .. import shared as common
from .config.images import TAG
from ..naming import *

try:
    from aws_cdk import core
except ImportError:
    import aws_cdk as core

try:
    import boto3
except ImportError:
    boto3 = None

if os.name:
    from .linux import shell
else:
    shell = "cmd"


def late():
    from aws_cdk import aws_ecr as ecr
    return ecr.Repository


ecr = aws_cdk.aws_ecr
__all__ = ["TAG"]
