from aws_cdk import Stack
from aws_cdk import aws_ecs as ecs
from constructs import Construct


def make_stack(scope: Construct, construct_id: str, tag: str) -> Stack:
    """A stack that is no class."""
    stack = Stack(scope, construct_id)
    task = ecs.FargateTaskDefinition(stack, "Task")
    task.add_container("app", image=ecs.ContainerImage.from_registry("acme/app:" + tag))
    return stack
