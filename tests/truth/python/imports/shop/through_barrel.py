from aws_cdk import Stack
from constructs import Construct

from .barrel import Mutability, Repository, containers, newest, pinned


class BarrelStack(Stack):
    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        repository = Repository(self, "Repository", image_tag_mutability=Mutability.MUTABLE)
        moving = containers.FargateTaskDefinition(self, "Moving")
        moving.add_container("app", image=containers.ContainerImage.from_ecr_repository(repository, newest))
        fixed = containers.FargateTaskDefinition(self, "Fixed")
        fixed.add_container("app", image=containers.ContainerImage.from_ecr_repository(repository, pinned))
