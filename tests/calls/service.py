import os

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2, aws_ecr as ecr, aws_ecs as ecs, aws_events_targets as targets, aws_lambda as lambda_

from own import Repository


class Service(cdk.Stack):
    def __init__(self, scope, id, *, tag, size):
        super().__init__(scope, id)
        repo = ecr.Repository(
            self,
            "Repo",
            removal_policy=cdk.RemovalPolicy.DESTROY,
            lifecycle_rules=[ecr.LifecycleRule(max_image_age=cdk.Duration.days(30))],
        )
        repo.apply_removal_policy(cdk.RemovalPolicy.RETAIN)
        shared = ecr.Repository.from_repository_name(self, "Shared", "shared")
        task = ecs.FargateTaskDefinition(self, "Task", memory_limit_mib=size)
        task.add_container("orders", image=ecs.ContainerImage.from_ecr_repository(repo, tag))
        task.add_container("shared", image=ecs.ContainerImage.from_ecr_repository(shared, os.environ["TAG"]))
        job = lambda_.Function(
            self,
            "Job",
            runtime=lambda_.Runtime.PYTHON_3_12,
            code=lambda_.Code.from_asset("job"),
            memory_size=size,
        )
        targets.LambdaFunction(job, retry_attempts=2)
        ec2.Vpc(
            self,
            "Vpc",
            subnet_configuration=[ec2.SubnetConfiguration(name="public", subnet_type=ec2.SubnetType.PUBLIC)],
        )
        ecr.CfnRepository(self, "FirstLevel", image_tag_mutability="MUTABLE")
        Repository(self, "Own", removal_policy=cdk.RemovalPolicy.DESTROY)


app = cdk.App()
Service(app, "Service", tag="latest", size=512)
