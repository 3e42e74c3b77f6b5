using Amazon.CDK;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.AWS.S3.Mixins;
using Constructs;

namespace Buckets;

/// <summary>The ways to turn versions on and off.</summary>
public class VersionedStack : Stack
{
    public VersionedStack(Construct scope, string id) : base(scope, id)
    {
        new Bucket(this, "ArtifactsOn", new BucketProps { Versioned = true });
        new Bucket(this, "ArtifactsOff", new BucketProps { Versioned = false });
        new Bucket(this, "ArtifactsLocked", new BucketProps { ObjectLockEnabled = true });

        new Bucket(this, "ArtifactsMixedIn").With(new BucketVersioning());
        var suspended = new Bucket(this, "ArtifactsSuspended");
        suspended.With(new BucketVersioning(false));

        var group = new Construct(this, "Group");
        new Bucket(group, "Artifacts");
        Amazon.CDK.Mixins.Of(group).Apply(new BucketVersioning());

        var hatch = (CfnBucket)new Bucket(this, "ArtifactsHatch").Node.DefaultChild!;
        hatch.VersioningConfiguration = new CfnBucket.VersioningConfigurationProperty { Status = "Enabled" };
        var overridden = new Bucket(this, "ArtifactsOverride").Node.DefaultChild as CfnBucket;
        overridden?.AddPropertyOverride("VersioningConfiguration.Status", "Enabled");
        var removed = (CfnBucket)new Bucket(this, "ArtifactsRemoved", new BucketProps { Versioned = true }).Node.DefaultChild!;
        removed.AddPropertyDeletionOverride("VersioningConfiguration");

        new CfnBucket(this, "ArtifactsLevelOne", new CfnBucketProps
        {
            VersioningConfiguration = new CfnBucket.VersioningConfigurationProperty { Status = "Enabled" },
        });
        new CfnBucket(this, "ArtifactsLevelOneSuspended", new CfnBucketProps
        {
            VersioningConfiguration = new CfnBucket.VersioningConfigurationProperty { Status = "Suspended" },
        });
    }
}
