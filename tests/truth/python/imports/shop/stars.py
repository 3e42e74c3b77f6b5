from aws_cdk import *
from aws_cdk.aws_ecr import *
from constructs import Construct


class StarStack(Stack):
    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        Repository(self, "Repository", image_tag_mutability=TagMutability.IMMUTABLE)
