from aws_cdk import Stack
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3 as s3
from constructs import Construct


class ClusterStack(Stack):
    """Uses what another stack owns."""

    def __init__(
        self, scope: Construct, construct_id: str, repository: ecr.IRepository, tag: str, artifacts: s3.IBucket
    ) -> None:
        super().__init__(scope, construct_id)
        self.repository = repository
        self.tag = tag

        task = ecs.FargateTaskDefinition(self, "Task")
        task.add_container("app", image=self._image())
        lambda_.Function(
            self,
            "Function",
            runtime=lambda_.Runtime.PYTHON_3_12,
            handler="index.handler",
            code=lambda_.Code.from_bucket(artifacts, "function.zip"),
        )

    def _image(self) -> ecs.ContainerImage:
        return ecs.ContainerImage.from_ecr_repository(self.repository, self.tag)
