from aws_cdk import App, Stack
from aws_cdk import aws_ecr as ecr
from aws_cdk.aws_ecr import Repository, TagMutability
from aws_cdk.aws_s3 import Bucket
from constructs import Construct


class RegistryStack(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)

        ecr.Repository(self, "Bare", image_tag_mutability=ecr.TagMutability.IMMUTABLE, image_scan_on_push=True)

        ecr.Repository(self, 'Line', repository_name='line', image_tag_mutability=ecr.TagMutability.IMMUTABLE, image_scan_on_push=True)

        ecr.Repository(
            self,
            "Lines",
            repository_name="lines",  # by hand
            image_tag_mutability=ecr.TagMutability.IMMUTABLE,
            image_scan_on_push=True,
            # empty_on_delete=True,
        )

        ecr.Repository(
            self, "Hanging",
            repository_name="hanging",
            empty_on_delete=True,
            image_tag_mutability=ecr.TagMutability.IMMUTABLE,
            image_scan_on_push=True)

        ecr.Repository(self, "Off", image_scan_on_push=True, image_tag_mutability=ecr.TagMutability.IMMUTABLE)

        Repository(self, "Imported", image_tag_mutability=TagMutability.IMMUTABLE, image_scan_on_push=True)

        ecr.CfnRepository(self, "First", repository_name="first", image_tag_mutability="IMMUTABLE", lifecycle_policy={"lifecyclePolicyText": '{"rules":[{"action":{"type":"expire"},"description":"Expire untagged images after a year","rulePriority":1,"selection":{"countNumber":365,"countType":"sinceImagePushed","countUnit":"days","tagStatus":"untagged"}}]}'}, image_scanning_configuration={"scanOnPush": True})

        ecr.CfnRepository(
            self,
            "Struct",
            image_scanning_configuration=ecr.CfnRepository.ImageScanningConfigurationProperty(scan_on_push=True),
            lifecycle_policy={"lifecyclePolicyText": '{"rules":[{"action":{"type":"expire"},"description":"Expire untagged images after a year","rulePriority":1,"selection":{"countNumber":365,"countType":"sinceImagePushed","countUnit":"days","tagStatus":"untagged"}}]}'},
            image_tag_mutability="IMMUTABLE",
        )

        Bucket(self, "ArtifactBucket", versioned=True)
        Bucket(self, "ArtifactStore", versioned=True)


app = App()
RegistryStack(app, "Blue")
