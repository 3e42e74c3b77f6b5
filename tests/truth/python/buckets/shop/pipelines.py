from aws_cdk import Stack
from aws_cdk import aws_codebuild as codebuild
from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_codepipeline_actions as actions
from aws_cdk import aws_s3 as s3
from constructs import Construct


class PipelineStack(Stack):
    """The buckets around pipelines: stores, sources and targets."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        source = codepipeline.Artifact()
        project = codebuild.PipelineProject(self, "Project")

        uploads = s3.Bucket(self, "Uploads")
        own = codepipeline.Pipeline(self, "Own")
        own.add_stage(
            stage_name="Source",
            actions=[
                actions.S3SourceAction(action_name="Upload", bucket=uploads, bucket_key="app.zip", output=source),
            ],
        )
        own.add_stage(
            stage_name="Build",
            actions=[actions.CodeBuildAction(action_name="Build", project=project, input=source)],
        )

        kept = s3.Bucket(self, "Kept", versioned=True)
        store = s3.Bucket(self, "Store")
        target = s3.Bucket(self, "Target")
        codepipeline.Pipeline(
            self,
            "Given",
            artifact_bucket=store,
            stages=[
                codepipeline.StageProps(
                    stage_name="Source",
                    actions=[
                        actions.S3SourceAction(action_name="Upload", bucket=kept, bucket_key="app.zip", output=source)
                    ],
                ),
                codepipeline.StageProps(
                    stage_name="Deploy",
                    actions=[actions.S3DeployAction(action_name="Deploy", bucket=target, input=source)],
                ),
            ],
        )
