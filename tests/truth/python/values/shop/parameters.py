from aws_cdk import CfnParameter, Fn, Stack
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_ssm as ssm
from constructs import Construct


class ParameterStack(Stack):
    """Values that are known when the stack is deployed."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        repository = ecr.Repository.from_repository_name(self, "Repository", "orders")

        without = CfnParameter(self, "Tag")
        moving = CfnParameter(self, "MovingTag", default="latest")
        fixed = CfnParameter(self, "FixedTag", type="String", default="1.0.4")
        stored = ssm.StringParameter.value_for_string_parameter(self, "/orders/tag")

        ecs.FargateTaskDefinition(self, "Open").add_container(
            "app", image=ecs.ContainerImage.from_ecr_repository(repository, without.value_as_string)
        )
        ecs.FargateTaskDefinition(self, "Moving").add_container(
            "app", image=ecs.ContainerImage.from_ecr_repository(repository, moving.value_as_string)
        )
        ecs.FargateTaskDefinition(self, "Fixed").add_container(
            "app", image=ecs.ContainerImage.from_ecr_repository(repository, fixed.value_as_string)
        )
        ecs.FargateTaskDefinition(self, "Stored").add_container(
            "app", image=ecs.ContainerImage.from_ecr_repository(repository, stored)
        )
        ecs.FargateTaskDefinition(self, "Imported").add_container(
            "app", image=ecs.ContainerImage.from_ecr_repository(repository, Fn.import_value("orders-tag"))
        )
