from aws_cdk import Stack
from aws_cdk import aws_codebuild as codebuild
from aws_cdk import aws_ecr as ecr
from constructs import Construct


class BuildStack(Stack):
    """The images that builds run in."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        tools = ecr.Repository(self, "Tools", image_tag_mutability=ecr.TagMutability.MUTABLE)
        build_spec = codebuild.BuildSpec.from_object({"version": "0.2"})

        codebuild.Project(self, "Default", build_spec=build_spec)
        codebuild.Project(
            self,
            "Constant",
            build_spec=build_spec,
            environment=codebuild.BuildEnvironment(build_image=codebuild.LinuxBuildImage.STANDARD_7_0),
        )
        codebuild.Project(
            self,
            "Ecr",
            build_spec=build_spec,
            environment=codebuild.BuildEnvironment(
                build_image=codebuild.LinuxBuildImage.from_ecr_repository(tools),
                privileged=True,
            ),
        )
        codebuild.Project(
            self,
            "EcrPinned",
            build_spec=build_spec,
            environment={
                "build_image": codebuild.LinuxBuildImage.from_ecr_repository(tools, tag_or_digest="2024.11.5"),
            },
        )
        codebuild.Project(
            self,
            "Arm",
            build_spec=build_spec,
            environment=codebuild.BuildEnvironment(
                build_image=codebuild.LinuxArmBuildImage.from_ecr_repository(tools, "next"),
            ),
        )
        codebuild.Project(
            self,
            "Windows",
            build_spec=build_spec,
            environment=codebuild.BuildEnvironment(
                build_image=codebuild.WindowsBuildImage.from_ecr_repository(tools, "lts"),
            ),
        )
        codebuild.PipelineProject(
            self,
            "Registry",
            environment={"build_image": codebuild.LinuxBuildImage.from_docker_registry("node:20")},
        )
        codebuild.Project(
            self,
            "Asset",
            build_spec=build_spec,
            environment=codebuild.BuildEnvironment(
                build_image=codebuild.LinuxBuildImage.from_asset(self, "Image", directory="image"),
            ),
        )
