from pathlib import Path

from aws_cdk import Stack
from aws_cdk import aws_ecr_assets as assets
from aws_cdk import aws_ecs as ecs
from constructs import Construct

DIRECTORY = str(Path(__file__).parent.parent / "image")


class AssetStack(Stack):
    """Images that are built while the app is deployed."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)

        built = ecs.FargateTaskDefinition(self, "Built")
        built.add_container("app", image=ecs.ContainerImage.from_asset(DIRECTORY, file="Dockerfile"))

        asset = assets.DockerImageAsset(self, "Image", directory=DIRECTORY)
        shared = ecs.FargateTaskDefinition(self, "Shared")
        shared.add_container("app", image=ecs.ContainerImage.from_docker_image_asset(asset))

        uri = ecs.FargateTaskDefinition(self, "Uri")
        uri.add_container("app", image=ecs.ContainerImage.from_registry(asset.image_uri))

        # An asset that nothing runs is in no template.
        assets.DockerImageAsset(self, "Unused", directory=DIRECTORY, build_args={"STAGE": "unused"})
