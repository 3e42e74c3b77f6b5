from aws_cdk import App, Stack
from aws_cdk import aws_ecr as ecr
from aws_cdk.aws_ecr import Repository, TagMutability
from aws_cdk.aws_s3 import Bucket
from constructs import Construct


class RegistryStack(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)

        ecr.Repository(self, "Bare")

        ecr.Repository(self, 'Line', repository_name='line')

        ecr.Repository(
            self,
            "Lines",
            repository_name="lines",  # by hand
            # empty_on_delete=True,
        )

        ecr.Repository(
            self, "Hanging",
            repository_name="hanging",
            empty_on_delete=True)

        ecr.Repository(self, "Off", image_scan_on_push=False, image_tag_mutability=ecr.TagMutability.MUTABLE)

        Repository(self, "Imported", image_tag_mutability=TagMutability.MUTABLE)

        ecr.CfnRepository(self, "First", repository_name="first", image_tag_mutability="MUTABLE")

        ecr.CfnRepository(
            self,
            "Struct",
            image_scanning_configuration=ecr.CfnRepository.ImageScanningConfigurationProperty(scan_on_push=False),
        )

        Bucket(self, "ArtifactBucket", versioned=False)
        Bucket(self, "ArtifactStore")


app = App()
RegistryStack(app, "Blue")
