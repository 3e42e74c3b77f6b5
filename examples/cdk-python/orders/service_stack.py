from aws_cdk import Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_ecs_patterns as ecs_patterns
from constructs import Construct


class ServiceStack(Stack):
    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        repository: ecr.IRepository,
        image_tag: str,
        **kwargs,
    ) -> None:
        super().__init__(scope, construct_id, **kwargs)

        vpc = ec2.Vpc(self, "Network", max_azs=2)
        cluster = ecs.Cluster(self, "Cluster", vpc=vpc)

        # The tag comes from app.py, which falls back to latest.
        service = ecs_patterns.ApplicationLoadBalancedFargateService(
            self,
            "Orders",
            cluster=cluster,
            task_image_options=ecs_patterns.ApplicationLoadBalancedTaskImageOptions(
                image=ecs.ContainerImage.from_ecr_repository(repository, image_tag),
                container_port=8080,
            ),
        )
        service.task_definition.add_container(
            "telemetry",
            image=ecs.ContainerImage.from_registry("public.ecr.aws/aws-observability/aws-otel-collector:v0.43.2"),
        )

        # Built again for each environment, and kept where the application cannot look after it.
        migrations = ecs.FargateTaskDefinition(self, "Migrations")
        migrations.add_container("migrate", image=ecs.ContainerImage.from_asset("migrations"))
