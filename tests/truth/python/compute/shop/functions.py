from aws_cdk import Stack
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_lambda as _lambda
from constructs import Construct


class FunctionStack(Stack):
    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        repository = ecr.Repository(self, "Orders", image_scan_on_push=True)

        _lambda.DockerImageFunction(self, "Untagged", code=_lambda.DockerImageCode.from_ecr(repository))
        _lambda.DockerImageFunction(
            self,
            "Latest",
            code=_lambda.DockerImageCode.from_ecr(repository, tag_or_digest="latest", cmd=["index.handler"]),
        )
        _lambda.DockerImageFunction(
            self, "OldKeyword", code=_lambda.DockerImageCode.from_ecr(repository, tag="dev")
        )
        _lambda.DockerImageFunction(
            self, "Version", code=_lambda.DockerImageCode.from_ecr(repository, tag_or_digest="3.1.4")
        )
        _lambda.Function(
            self,
            "Code",
            handler=_lambda.Handler.FROM_IMAGE,
            runtime=_lambda.Runtime.FROM_IMAGE,
            code=_lambda.Code.from_ecr_image(repository, tag_or_digest="qa"),
        )
        _lambda.Function(
            self,
            "CodeClass",
            handler=_lambda.Handler.FROM_IMAGE,
            runtime=_lambda.Runtime.FROM_IMAGE,
            code=_lambda.EcrImageCode(repository),
        )

        _lambda.DockerImageFunction(self, "Asset", code=_lambda.DockerImageCode.from_image_asset("image"))
        _lambda.Function(
            self,
            "AssetCode",
            handler=_lambda.Handler.FROM_IMAGE,
            runtime=_lambda.Runtime.FROM_IMAGE,
            code=_lambda.Code.from_asset_image("image"),
        )

        # This is an archive, not an image.
        _lambda.Function(
            self,
            "Archive",
            handler="index.handler",
            runtime=_lambda.Runtime.PYTHON_3_12,
            code=_lambda.Code.from_asset("handler"),
        )

        _lambda.CfnFunction(
            self,
            "LevelOne",
            role="arn:aws:iam::111122223333:role/function",
            package_type="Image",
            code=_lambda.CfnFunction.CodeProperty(image_uri=repository.repository_uri_for_tag()),
        )
