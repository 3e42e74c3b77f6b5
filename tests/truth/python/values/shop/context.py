from aws_cdk import Stack
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_ecs as ecs
from constructs import Construct


class ContextStack(Stack):
    """Values from `cdk.json`."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        repository = ecr.Repository.from_repository_name(self, "Repository", "orders")

        tagged = ecs.FargateTaskDefinition(self, "Tagged")
        tagged.add_container(
            "app", image=ecs.ContainerImage.from_ecr_repository(repository, self.node.try_get_context("tag"))
        )
        released = ecs.FargateTaskDefinition(self, "Released")
        released.add_container(
            "app", image=ecs.ContainerImage.from_ecr_repository(repository, self.node.get_context("release"))
        )

        images = self.node.try_get_context("images")
        proxy = ecs.FargateTaskDefinition(self, "Proxy")
        proxy.add_container("proxy", image=ecs.ContainerImage.from_registry(images["proxy"]))
        cache = ecs.FargateTaskDefinition(self, "Cache")
        cache.add_container("cache", image=ecs.ContainerImage.from_registry(images["cache"]))

        fallback = ecs.FargateTaskDefinition(self, "Fallback")
        missing = self.node.try_get_context("nowhere") or "stable"
        fallback.add_container("app", image=ecs.ContainerImage.from_ecr_repository(repository, missing))
