from aws_cdk import CfnOutput, Stack
from aws_cdk import aws_ecr as cdk_ecr
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3_assets as assets
from constructs import Construct

from .domain import ContainerImage, Repository, ecr, s3

EXAMPLE = """
ecr.Repository(self, "InText")
ContainerImage.from_registry("acme/app:latest")
"""


class QuietStack(Stack):
    """Nothing here is wrong but for the last repository: ecr.Repository(self, "InDocstring")."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)

        # cdk_ecr.Repository(self, "InComment")
        orders = Repository(self, "Orders")
        orders.add_lifecycle_rule(max_image_count=1)
        ecr.Repository(self, "Billing", image_scan_on_push=False)
        ecr.CfnRepository(self, "Mail")
        s3.Bucket(self, "Artifacts")
        images = [
            ContainerImage.from_registry("acme/app:latest"),
            ContainerImage.from_ecr_repository(orders),
            ContainerImage.from_asset("image"),
        ]
        CfnOutput(self, "Images", value=" ".join(images) + str(len(EXAMPLE)))

        # Files, not images.
        assets.Asset(self, "File", path="handler")
        lambda_.Function(
            self,
            "Function",
            runtime=lambda_.Runtime.PYTHON_3_12,
            handler="index.handler",
            code=lambda_.Code.from_asset("handler"),
        )

        # Repositories that others own cannot be set here.
        cdk_ecr.Repository.from_repository_name(self, "Imported", "central")

        registry = cdk_ecr
        registry.Repository(self, "Renamed", image_scan_on_push=True)
