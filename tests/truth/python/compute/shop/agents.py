from aws_cdk import Stack
from aws_cdk import aws_apprunner as apprunner
from aws_cdk import aws_bedrockagentcore as agentcore
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_sagemaker as sagemaker
from constructs import Construct


class AgentStack(Stack):
    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        repository = ecr.Repository.from_repository_name(self, "Repository", "agent")

        agentcore.Runtime(
            self,
            "Untagged",
            runtime_name="untagged",
            agent_runtime_artifact=agentcore.AgentRuntimeArtifact.from_ecr_repository(repository),
        )
        agentcore.Runtime(
            self,
            "Pinned",
            runtime_name="pinned",
            agent_runtime_artifact=agentcore.AgentRuntimeArtifact.from_ecr_repository(repository, "1.8.2"),
        )
        agentcore.Runtime(
            self,
            "Asset",
            runtime_name="asset",
            agent_runtime_artifact=agentcore.AgentRuntimeArtifact.from_asset("image"),
        )
        apprunner.CfnService(
            self,
            "Web",
            source_configuration=apprunner.CfnService.SourceConfigurationProperty(
                image_repository=apprunner.CfnService.ImageRepositoryProperty(
                    image_identifier=repository.repository_uri_for_tag("latest"),
                    image_repository_type="ECR",
                ),
            ),
        )
        sagemaker.CfnModel(
            self,
            "Model",
            execution_role_arn="arn:aws:iam::111122223333:role/model",
            primary_container={"image": "111122223333.dkr.ecr.eu-west-1.amazonaws.com/model:trunk"},
        )
