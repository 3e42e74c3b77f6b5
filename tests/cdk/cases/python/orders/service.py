import os

from aws_cdk import RemovalPolicy, Stack, aws_ecr as ecr, aws_ecs as ecs
from constructs import Construct


class ServiceStack(Stack):
    def __init__(self, scope: Construct, construct_id: str, *, tag: str, scan: bool = True, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        self.tag = tag
        common = dict(image_scan_on_push=scan, removal_policy=RemovalPolicy.DESTROY)
        self.repo = ecr.Repository(
            self,
            "Repo",
            image_tag_mutability=ecr.TagMutability.IMMUTABLE,
            lifecycle_rules=[ecr.LifecycleRule(max_image_count=10, tag_status=ecr.TagStatus.UNTAGGED)],
            **common,
        )
        self._task()

    def _task(self) -> None:
        task = ecs.FargateTaskDefinition(self, "Task")
        task.add_container("own", image=ecs.ContainerImage.from_ecr_repository(self.repo, tag=self.tag))
        task.add_container("env", image=ecs.ContainerImage.from_registry(f"acme/app:{os.environ.get('TAG', 'edge')}"))
        ecs.CfnTaskDefinition(
            self,
            "LevelOne",
            container_definitions=[ecs.CfnTaskDefinition.ContainerDefinitionProperty(name="app", image="nginx")],
        )
