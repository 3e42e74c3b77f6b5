from aws_cdk import Stack
from aws_cdk import aws_ecs as ecs
from constructs import Construct


class MethodStack(Stack):
    """A method of the stack makes its constructs."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        self._task("Latest", "acme/orders")
        self._task("Pinned", "acme/orders", tag="1.2.0")
        bare = self._definition("Bare")
        bare.add_container("app", image=ecs.ContainerImage.from_registry("acme/app:live"))

    def _task(self, construct_id: str, name: str, tag: str = "latest") -> None:
        image = ecs.ContainerImage.from_registry(f"{name}:{tag}")
        self._definition(construct_id).add_container("app", image=image)

    def _definition(self, construct_id: str) -> ecs.FargateTaskDefinition:
        return ecs.FargateTaskDefinition(self, construct_id)
