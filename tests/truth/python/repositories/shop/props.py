from aws_cdk import Duration, RemovalPolicy, Stack
from aws_cdk import aws_ecr as ecr
from constructs import Construct

EXPIRY = [ecr.LifecycleRule(max_image_count=30)]
HARDENED = {
    "image_scan_on_push": True,
    "image_tag_mutability": ecr.TagMutability.IMMUTABLE,
    "lifecycle_rules": EXPIRY,
}


class PropsStack(Stack):
    """Everything that the arguments of a repository can say."""

    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)

        ecr.Repository(self, "Bare")
        ecr.Repository(scope=self, id="Keywords", repository_name="shop/orders", removal_policy=RemovalPolicy.DESTROY)

        ecr.Repository(self, "Scanned", image_scan_on_push=True)
        ecr.Repository(self, "Unscanned", image_scan_on_push=False)
        ecr.Repository(self, "Mutable", image_tag_mutability=ecr.TagMutability.MUTABLE)
        ecr.Repository(self, "Immutable", image_tag_mutability=ecr.TagMutability.IMMUTABLE)
        ecr.Repository(
            self,
            "ImmutableButLatest",
            image_tag_mutability=ecr.TagMutability.IMMUTABLE_WITH_EXCLUSION,
            image_tag_mutability_exclusion_filters=[ecr.ImageTagMutabilityExclusionFilter.wildcard("latest*")],
        )
        ecr.Repository(
            self,
            "MutableButReleases",
            image_tag_mutability=ecr.TagMutability.MUTABLE_WITH_EXCLUSION,
            image_tag_mutability_exclusion_filters=[ecr.ImageTagMutabilityExclusionFilter.wildcard("v*")],
        )

        ecr.Repository(
            self,
            "Expiring",
            lifecycle_rules=[ecr.LifecycleRule(tag_status=ecr.TagStatus.UNTAGGED, max_image_age=Duration.days(14))],
        )
        # jsii does not rename the keys of dictionaries in lists.
        ecr.Repository(self, "ExpiringByDict", lifecycle_rules=[{"maxImageCount": 5}])
        ecr.Repository(self, "NoRules", lifecycle_rules=[])
        ecr.Repository(self, "None", image_scan_on_push=None, lifecycle_rules=None)

        ecr.Repository(self, "Hardened", **HARDENED)
        ecr.Repository(self, "Merged", **{**HARDENED, "image_scan_on_push": False})
        ecr.Repository(self, "Union", **(HARDENED | {"image_tag_mutability": ecr.TagMutability.MUTABLE}))
        ecr.Repository(self, "Called", **dict(image_scan_on_push=True, lifecycle_rules=EXPIRY))
