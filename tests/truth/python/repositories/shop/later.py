from aws_cdk import Stack, aws_ecr as ecr, aws_iam as iam
from constructs import Construct


class LaterStack(Stack):
    """What becomes of a repository after it was made."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)

        expiring = ecr.Repository(self, "Expiring", image_scan_on_push=True)
        expiring.add_lifecycle_rule(tag_status=ecr.TagStatus.UNTAGGED, max_image_count=5)
        expiring.add_lifecycle_rule(max_image_count=50)

        self.archive = ecr.Repository(self, "Archive", image_tag_mutability=ecr.TagMutability.IMMUTABLE)
        self._expire()

        # Permissions change none of what counts here.
        granted = ecr.Repository(self, "Granted")
        granted.grant_pull(iam.AccountRootPrincipal())

        typed = ecr.Repository(self, "Typed")
        resource: ecr.CfnRepository = typed.node.default_child
        resource.image_tag_mutability = "IMMUTABLE"
        resource.image_scanning_configuration = ecr.CfnRepository.ImageScanningConfigurationProperty(scan_on_push=True)

        overridden = ecr.Repository(self, "Overridden")
        overridden.node.default_child.add_property_override("ImageTagMutability", "IMMUTABLE")
        overridden.node.default_child.add_property_override("ImageScanningConfiguration.ScanOnPush", True)

        loosened = ecr.Repository(
            self,
            "Loosened",
            image_scan_on_push=True,
            image_tag_mutability=ecr.TagMutability.IMMUTABLE,
            lifecycle_rules=[ecr.LifecycleRule(max_image_count=9)],
        )
        loose = loosened.node.default_child
        loose.add_override("Properties.ImageTagMutability", "MUTABLE")
        loose.add_property_deletion_override("ImageScanningConfiguration")
        loose.add_deletion_override("Properties.LifecyclePolicy")

    def _expire(self) -> None:
        self.archive.add_lifecycle_rule(max_image_count=500)
