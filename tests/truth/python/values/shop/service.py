from typing import Optional

from aws_cdk import Stack
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_ecs as ecs
from constructs import Construct


class ServiceStack(Stack):
    """What becomes of it is decided where it is created."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        image_tag: Optional[str] = None,
        immutable: bool = False,
        scan: bool = False,
        **kwargs,
    ) -> None:
        super().__init__(scope, construct_id, **kwargs)
        repository = ecr.Repository(
            self,
            "Repository",
            image_scan_on_push=scan,
            image_tag_mutability=ecr.TagMutability.IMMUTABLE if immutable else ecr.TagMutability.MUTABLE,
        )
        task = ecs.FargateTaskDefinition(self, "Task")
        task.add_container("app", image=ecs.ContainerImage.from_ecr_repository(repository, image_tag))

        fallback = ecs.FargateTaskDefinition(self, "Fallback")
        fallback.add_container("app", image=ecs.ContainerImage.from_registry(f"acme/orders:{image_tag or 'main'}"))
