from aws_cdk import aws_ecr as ecr
from constructs import Construct


class HardenedRepository(ecr.Repository):
    """A repository with the defaults of this company."""

    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        defaults = {"image_scan_on_push": True, "image_tag_mutability": ecr.TagMutability.IMMUTABLE}
        super().__init__(scope, construct_id, **{**defaults, **kwargs})
