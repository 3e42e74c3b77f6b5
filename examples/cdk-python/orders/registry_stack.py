from aws_cdk import Duration, Stack
from aws_cdk import aws_ecr as ecr
from constructs import Construct


class RegistryStack(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)

        # Neither scanned nor immutable, and it keeps every image for ever.
        self.orders = ecr.Repository(self, "Orders", repository_name="orders")

        ecr.Repository(
            self,
            "Tools",
            repository_name="tools",
            image_scan_on_push=True,
            image_tag_mutability=ecr.TagMutability.IMMUTABLE,
            lifecycle_rules=[
                ecr.LifecycleRule(tag_status=ecr.TagStatus.UNTAGGED, max_image_age=Duration.days(365)),
            ],
        )
