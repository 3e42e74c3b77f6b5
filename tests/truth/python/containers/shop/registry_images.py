from aws_cdk import Stack
from aws_cdk.aws_ecs import ContainerImage, FargateTaskDefinition, RepositoryImage
from constructs import Construct


class RegistryImageStack(Stack):
    """Images of other registries."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)

        untagged = FargateTaskDefinition(self, "Untagged")
        untagged.add_container("app", image=ContainerImage.from_registry("amazon/amazon-ecs-sample"))

        latest = FargateTaskDefinition(self, "Latest")
        latest.add_container("app", image=RepositoryImage("ghcr.io/acme/orders:latest"))

        major = FargateTaskDefinition(self, "Major")
        major.add_container("app", image=ContainerImage.from_registry(name="python:3-slim"))

        version = FargateTaskDefinition(self, "Version")
        version.add_container("app", image=ContainerImage.from_registry("python:3.11.9-slim"))

        # Adjacent texts are one.
        joined = FargateTaskDefinition(self, "Joined")
        joined.add_container("app", image=ContainerImage.from_registry("registry.acme.example:5000/" "orders:snapshot"))
