import json

from aws_cdk import CfnResource, Stack
from aws_cdk.aws_ecr import CfnPublicRepository, CfnRepository
from constructs import Construct

POLICY = {
    "rules": [
        {
            "rulePriority": 1,
            "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 30},
            "action": {"type": "expire"},
        }
    ]
}


class LevelOneStack(Stack):
    """The classes that are CloudFormation's own types."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)

        CfnRepository(self, "Bare")
        CfnRepository(
            self,
            "Full",
            image_tag_mutability="IMMUTABLE",
            image_scanning_configuration=CfnRepository.ImageScanningConfigurationProperty(scan_on_push=True),
            lifecycle_policy=CfnRepository.LifecyclePolicyProperty(lifecycle_policy_text=json.dumps(POLICY)),
        )
        CfnRepository(self, "Dict", image_scanning_configuration={"scanOnPush": True})
        # The keys of a dictionary reach CloudFormation only as jsii spells them: this one is lost.
        CfnRepository(self, "SnakeCaseDict", image_scanning_configuration={"scan_on_push": True})
        assigned = CfnRepository(self, "Assigned", image_tag_mutability="MUTABLE")
        assigned.image_tag_mutability = "IMMUTABLE"

        CfnResource(self, "Raw", type="AWS::ECR::Repository", properties={"ImageTagMutability": "IMMUTABLE"})
        # It has neither scanning nor mutability nor a lifecycle.
        CfnPublicRepository(self, "Public")
