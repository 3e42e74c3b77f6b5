from aws_cdk import Stack
from aws_cdk import aws_codebuild as codebuild
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3 as s3
from constructs import Construct


class CodeBucketStack(Stack):
    """What builds write, and what functions and layers run."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)

        outputs = s3.Bucket(self, "Outputs")
        inputs = s3.Bucket(self, "Inputs")
        speed = s3.Bucket(self, "Speed")
        codebuild.Project(
            self,
            "Build",
            build_spec=codebuild.BuildSpec.from_source_filename("buildspec.yml"),
            source=codebuild.Source.s3(bucket=inputs, path="app.zip"),
            artifacts=codebuild.Artifacts.s3(bucket=outputs, name="app.zip"),
            # A cache can be made again.
            cache=codebuild.Cache.bucket(speed),
        )

        functions = s3.Bucket(self, "Functions")
        lambda_.Function(
            self,
            "Orders",
            handler="index.handler",
            runtime=lambda_.Runtime.PYTHON_3_12,
            code=lambda_.Code.from_bucket(functions, "orders.zip"),
        )
        layers = s3.Bucket(self, "Layers")
        shared = lambda_.Code.from_bucket(layers, key="shared.zip", object_version="v7")
        lambda_.LayerVersion(self, "Shared", code=shared)

        kept = s3.Bucket(self, "Kept", versioned=True)
        lambda_.Function(
            self,
            "Stock",
            handler="index.handler",
            runtime=lambda_.Runtime.PYTHON_3_12,
            code=lambda_.S3Code(kept, "stock.zip"),
        )
