package shop;

import software.amazon.awscdk.Mixins;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.CfnBucket.VersioningConfigurationProperty;
import software.amazon.awscdk.services.s3.mixins.BucketVersioning;
import software.constructs.Construct;

/** The ways to turn versions on and off. */
public class VersionedStack extends Stack {
    public VersionedStack(final Construct scope, final String id) {
        super(scope, id);

        Bucket.Builder.create(this, "ArtifactsOn").versioned(true).build();
        Bucket.Builder.create(this, "ArtifactsOff").versioned(false).build();
        Bucket.Builder.create(this, "ArtifactsLocked").objectLockEnabled(true).build();

        new Bucket(this, "ArtifactsMixedIn").with(new BucketVersioning());
        Bucket suspended = new Bucket(this, "ArtifactsSuspended");
        suspended.with(new BucketVersioning(false));

        Construct group = new Construct(this, "Group");
        new Bucket(group, "Artifacts");
        Mixins.of(group).apply(new BucketVersioning());

        CfnBucket hatch = (CfnBucket) new Bucket(this, "ArtifactsHatch").getNode().getDefaultChild();
        hatch.setVersioningConfiguration(VersioningConfigurationProperty.builder().status("Enabled").build());
        CfnBucket override = (CfnBucket) new Bucket(this, "ArtifactsOverride").getNode().getDefaultChild();
        override.addPropertyOverride("VersioningConfiguration.Status", "Enabled");
        CfnBucket removed = (CfnBucket) Bucket.Builder.create(this, "ArtifactsRemoved")
                .versioned(true)
                .build()
                .getNode()
                .getDefaultChild();
        removed.addPropertyDeletionOverride("VersioningConfiguration");

        CfnBucket.Builder.create(this, "ArtifactsLevelOne")
                .versioningConfiguration(VersioningConfigurationProperty.builder().status("Enabled").build())
                .build();
        CfnBucket.Builder.create(this, "ArtifactsLevelOneSuspended")
                .versioningConfiguration(VersioningConfigurationProperty.builder().status("Suspended").build())
                .build();
    }
}
