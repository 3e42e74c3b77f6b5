from aws_cdk import Mixins, Stack
from aws_cdk import aws_s3 as s3
from constructs import Construct


class NameStack(Stack):
    """Buckets that nothing but their names speaks for, and the ways to turn versions on."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)

        s3.Bucket(self, "BuildArtifacts")
        s3.Bucket(self, "Releases", versioned=False)
        s3.Bucket(self, "Storage", bucket_name="acme-build-artifacts")
        s3.Bucket(self, "Photos")
        s3.Bucket(self, "ReleaseLogs")

        s3.Bucket(self, "ArtifactsOn", versioned=True)
        s3.Bucket(self, "ArtifactsMixedIn").with_(s3.mixins.BucketVersioning())
        group = Construct(self, "Group")
        s3.Bucket(group, "Artifacts")
        Mixins.of(group).apply(s3.mixins.BucketVersioning())

        hatch = s3.Bucket(self, "ArtifactsHatch").node.default_child
        hatch.versioning_configuration = s3.CfnBucket.VersioningConfigurationProperty(status="Enabled")
        removed = s3.Bucket(self, "ArtifactsRemoved", versioned=True).node.default_child
        removed.add_property_deletion_override("VersioningConfiguration")

        s3.CfnBucket(self, "ArtifactsLevelOne", versioning_configuration={"status": "Enabled"})
        s3.CfnBucket(self, "ArtifactsSuspended", versioning_configuration={"status": "Suspended"})
