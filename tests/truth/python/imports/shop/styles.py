import aws_cdk
import aws_cdk as cdk
import aws_cdk.aws_ecr
import aws_cdk.aws_ecs as containers
from aws_cdk import Stack, aws_s3
from aws_cdk.aws_ecr import Repository as Registry
from constructs import Construct


class ModuleStack(cdk.Stack):
    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        aws_cdk.aws_ecr.Repository(self, "Repository")
        cdk.aws_ecr.Repository(self, "Second", image_scan_on_push=True)


class AliasStack(aws_cdk.Stack):
    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        task = containers.FargateTaskDefinition(self, "Task")
        task.add_container("app", image=containers.ContainerImage.from_registry("acme/app"))
        image = containers.ContainerImage
        pinned = containers.FargateTaskDefinition(self, "Pinned")
        pinned.add_container("app", image=image.from_registry("acme/app:1.0.7"))


class NamedStack(Stack):
    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        Registry(self, "Repository", image_scan_on_push=True)
        aws_s3.Bucket(self, "BuildArtifacts")
