from aws_cdk import Duration, Stack
from aws_cdk import aws_applicationautoscaling as autoscaling
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_ecs_patterns as ecs_patterns
from constructs import Construct


class PatternStack(Stack):
    """Services that make their task definitions by themselves."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        vpc = ec2.Vpc(self, "Vpc", max_azs=2)
        cluster = ecs.Cluster(self, "Cluster", vpc=vpc)
        image = ecs.ContainerImage.from_registry("acme/orders:live")

        ecs_patterns.ApplicationLoadBalancedFargateService(
            self,
            "Web",
            cluster=cluster,
            task_image_options=ecs_patterns.ApplicationLoadBalancedTaskImageOptions(image=image),
        )
        ecs_patterns.NetworkLoadBalancedFargateService(
            self, "Tcp", cluster=cluster, task_image_options={"image": image}
        )
        ecs_patterns.QueueProcessingFargateService(self, "Worker", cluster=cluster, image=image)
        ecs_patterns.ScheduledFargateTask(
            self,
            "Nightly",
            cluster=cluster,
            schedule=autoscaling.Schedule.rate(Duration.hours(1)),
            scheduled_fargate_task_image_options=ecs_patterns.ScheduledFargateTaskImageOptions(image=image),
        )

        task_definition = ecs.FargateTaskDefinition(self, "Given")
        task_definition.add_container("app", image=image, port_mappings=[ecs.PortMapping(container_port=80)])
        ecs_patterns.ApplicationLoadBalancedFargateService(
            self, "Ready", cluster=cluster, task_definition=task_definition
        )
