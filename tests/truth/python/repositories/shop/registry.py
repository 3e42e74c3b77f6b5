from aws_cdk import Stack
from aws_cdk import aws_ecr as ecr
from constructs import Construct


class RegistryStack(Stack):
    """What is set for the whole registry covers some names, of this stack and of others."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        rule = ecr.CfnRegistryScanningConfiguration.ScanningRuleProperty(
            scan_frequency="SCAN_ON_PUSH",
            repository_filters=[
                ecr.CfnRegistryScanningConfiguration.RepositoryFilterProperty(filter="team/*", filter_type="WILDCARD")
            ],
        )
        ecr.CfnRegistryScanningConfiguration(self, "Scanning", scan_type="BASIC", rules=[rule])
        ecr.CfnPullThroughCacheRule(
            self, "Quay", ecr_repository_prefix="quay", upstream_registry_url="quay.io"
        )
        ecr.Repository(self, "Covered", repository_name="team/orders")
        ecr.Repository(self, "Cache", repository_name="quay/prometheus/node-exporter")
        ecr.Repository(self, "Uncovered", repository_name="other/orders")
