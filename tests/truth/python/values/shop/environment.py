import os
import subprocess

from aws_cdk import Stack
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_ecs as ecs
from constructs import Construct

IS_PROD = os.environ.get("STAGE") == "prod"
COMMIT = subprocess.check_output(["git", "rev-parse", "HEAD"]).decode().strip()


class EnvironmentStack(Stack):
    """Values that come from where the app is synthesized."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        repository = ecr.Repository.from_repository_name(self, "Repository", "orders")

        given = ecs.FargateTaskDefinition(self, "Given")
        given.add_container("app", image=ecs.ContainerImage.from_ecr_repository(repository, os.environ["GIT_SHA"]))

        fallback = ecs.FargateTaskDefinition(self, "Fallback")
        fallback.add_container(
            "app", image=ecs.ContainerImage.from_ecr_repository(repository, os.environ.get("IMAGE_TAG", "latest"))
        )

        getenv = ecs.FargateTaskDefinition(self, "Getenv")
        getenv.add_container(
            "app", image=ecs.ContainerImage.from_registry(f"acme/app:{os.getenv('IMAGE_TAG') or 'dev'}")
        )

        pinned = ecs.FargateTaskDefinition(self, "FallbackPinned")
        pinned.add_container(
            "app", image=ecs.ContainerImage.from_ecr_repository(repository, os.getenv("IMAGE_TAG", "1.0.0"))
        )

        asked = ecs.FargateTaskDefinition(self, "Commit")
        asked.add_container("app", image=ecs.ContainerImage.from_ecr_repository(repository, COMMIT))

        branch = ecs.FargateTaskDefinition(self, "Branch")
        branch.add_container(
            "app",
            image=ecs.ContainerImage.from_ecr_repository(repository, "8.0.0" if IS_PROD else "staging"),
        )

        if IS_PROD:
            ecr.Repository(self, "OnlyInProduction", image_scan_on_push=True)
        else:
            ecr.Repository(self, "OnlyElsewhere", image_tag_mutability=ecr.TagMutability.IMMUTABLE)
