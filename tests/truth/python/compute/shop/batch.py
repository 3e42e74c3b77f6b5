from aws_cdk import Size, Stack
from aws_cdk import aws_batch as batch
from aws_cdk import aws_ecs as ecs
from constructs import Construct


class BatchStack(Stack):
    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)

        batch.EcsJobDefinition(
            self,
            "Fargate",
            container=batch.EcsFargateContainerDefinition(
                self,
                "FargateContainer",
                cpu=1,
                memory=Size.mebibytes(2048),
                image=ecs.ContainerImage.from_registry("acme/reports:canary"),
            ),
        )
        pinned = batch.EcsEc2ContainerDefinition(
            self,
            "Ec2Container",
            cpu=1,
            memory=Size.mebibytes(2048),
            image=ecs.ContainerImage.from_registry("acme/reports:build-4711"),
        )
        batch.EcsJobDefinition(self, "Ec2", container=pinned)
        batch.EksJobDefinition(
            self,
            "Eks",
            container=batch.EksContainerDefinition(
                self, "EksContainer", image=ecs.ContainerImage.from_registry("acme/reports")
            ),
        )
