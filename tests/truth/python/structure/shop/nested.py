from aws_cdk import NestedStack, Stack
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_s3 as s3
from constructs import Construct


class Services(NestedStack):
    def __init__(self, scope: Construct, construct_id: str, repository: ecr.IRepository) -> None:
        super().__init__(scope, construct_id)
        task = ecs.FargateTaskDefinition(self, "Task")
        task.add_container("app", image=ecs.ContainerImage.from_ecr_repository(repository, "qa"))
        ecr.Repository(self, "Tools")


class NestingStack(Stack):
    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        repository = ecr.Repository(self, "Orders", image_tag_mutability=ecr.TagMutability.IMMUTABLE)
        Services(self, "Services", repository)
        Services(self, "Imported", ecr.Repository.from_repository_name(self, "Central", "central"))
        s3.Bucket(Construct(self, "Artifacts"), "Bucket")
        folder = Construct(Construct(self, "One"), "Two")
        ecr.Repository(folder, "Deep")
