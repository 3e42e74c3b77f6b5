from aws_cdk import Stack, pipelines
from aws_cdk import aws_s3 as s3
from constructs import Construct


class SelfMutatingStack(Stack):
    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        sources = s3.Bucket(self, "Sources")
        pipelines.CodePipeline(
            self,
            "Delivery",
            synth=pipelines.ShellStep(
                "Synth",
                input=pipelines.CodePipelineSource.s3(sources, "app.zip"),
                commands=["npx cdk synth"],
            ),
        )
