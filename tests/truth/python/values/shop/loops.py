from aws_cdk import Stack
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_ecs as ecs
from constructs import Construct

from .config import IMAGES

SERVICES = [("cart", "alpha"), ("stock", "beta")]


class LoopStack(Stack):
    """Constructs that are made in loops."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)

        for name in ("web", "api"):
            ecr.Repository(self, name, image_tag_mutability=ecr.TagMutability.IMMUTABLE)
        for image in IMAGES:
            ecr.Repository(self, f"{image}-images", image_scan_on_push=True)
        for name, tag in SERVICES:
            task = ecs.FargateTaskDefinition(self, name)
            task.add_container("app", image=ecs.ContainerImage.from_registry(f"acme/{name}:{tag}"))
        self.shards = [ecr.Repository(self, f"Shard{number}", image_scan_on_push=True) for number in range(2)]
