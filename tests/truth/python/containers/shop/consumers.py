from aws_cdk import Stack
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_ecs as ecs
from constructs import Construct


class ConsumerStack(Stack):
    """The kinds of task definitions, and the ways in which containers come to them."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        repository = ecr.Repository.from_repository_name(self, "Repository", "orders")
        image = ecs.ContainerImage.from_ecr_repository(repository)
        pinned = ecs.ContainerImage.from_ecr_repository(repository, "1.2.3")

        on_ec2 = ecs.Ec2TaskDefinition(self, "Ec2")
        on_ec2.add_container("app", image=image, memory_limit_mib=256)

        external = ecs.ExternalTaskDefinition(self, "External")
        external.add_container("app", image=image, memory_limit_mib=256)

        generic = ecs.TaskDefinition(
            self, "Generic", compatibility=ecs.Compatibility.FARGATE, cpu="256", memory_mib="512"
        )
        ecs.ContainerDefinition(self, "App", task_definition=generic, image=image)

        options = ecs.ContainerDefinitionOptions(image=image)
        unpacked = ecs.FargateTaskDefinition(self, "Unpacked")
        unpacked.add_container("app", **{"image": options.image})

        logged = ecs.FargateTaskDefinition(self, "Logged")
        logged.add_container("app", image=pinned)
        logged.add_firelens_log_router(
            "router",
            image=ecs.ContainerImage.from_registry("amazon/aws-for-fluent-bit:stable"),
            firelens_config=ecs.FirelensConfig(type=ecs.FirelensLogRouterType.FLUENTBIT),
        )

        quiet = ecs.FargateTaskDefinition(self, "Quiet")
        quiet.add_container("app", image=pinned)

        ecs.CfnTaskDefinition(
            self,
            "LevelOne",
            container_definitions=[
                ecs.CfnTaskDefinition.ContainerDefinitionProperty(name="app", image="acme/orders"),
            ],
        )
