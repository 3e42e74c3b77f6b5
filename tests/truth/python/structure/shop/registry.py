from aws_cdk import Stack
from aws_cdk.aws_ecr import Repository, TagMutability
from aws_cdk.aws_s3 import Bucket
from constructs import Construct


class RegistryStack(Stack):
    def __init__(self, scope: Construct, construct_id: str, immutable: bool, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        self.orders = Repository(
            self,
            "Orders",
            image_scan_on_push=True,
            image_tag_mutability=TagMutability.IMMUTABLE if immutable else None,
        )
        self._artifacts = Bucket(self, "Sources", versioned=immutable)

    @property
    def artifacts(self) -> Bucket:
        return self._artifacts
