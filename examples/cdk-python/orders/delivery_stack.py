from aws_cdk import Stack
from aws_cdk import aws_codebuild as codebuild
from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_codepipeline_actions as actions
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_s3 as s3
from constructs import Construct


class DeliveryStack(Stack):
    def __init__(self, scope: Construct, construct_id: str, *, repository: ecr.IRepository, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)

        # A pipeline tells one upload from the next by its version, and this bucket keeps none.
        uploads = s3.Bucket(self, "Uploads")
        releases = s3.Bucket(self, "Releases", versioned=True)

        source = codepipeline.Artifact("Source")
        bundle = codepipeline.Artifact("Bundle")
        project = codebuild.PipelineProject(
            self,
            "Build",
            environment=codebuild.BuildEnvironment(
                build_image=codebuild.LinuxBuildImage.from_docker_registry("node:20"),
                privileged=True,
            ),
            environment_variables={
                "REPOSITORY": codebuild.BuildEnvironmentVariable(value=repository.repository_uri),
            },
        )
        repository.grant_pull_push(project)

        codepipeline.Pipeline(
            self,
            "Pipeline",
            artifact_bucket=releases,
            stages=[
                codepipeline.StageProps(
                    stage_name="Source",
                    actions=[
                        actions.S3SourceAction(
                            action_name="Upload", bucket=uploads, bucket_key="orders.zip", output=source
                        ),
                    ],
                ),
                codepipeline.StageProps(
                    stage_name="Build",
                    actions=[
                        actions.CodeBuildAction(
                            action_name="Build", project=project, input=source, outputs=[bundle]
                        ),
                    ],
                ),
            ],
        )
