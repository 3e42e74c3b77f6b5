import { Mixins, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** The ways to turn versions on and off. */
export class VersionedStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    new s3.Bucket(this, 'ArtifactsOn', { versioned: true });
    new s3.Bucket(this, 'ArtifactsOff', { versioned: false });
    new s3.Bucket(this, 'ArtifactsLocked', { objectLockEnabled: true });

    new s3.Bucket(this, 'ArtifactsMixedIn').with(new s3.mixins.BucketVersioning());
    const suspended = new s3.Bucket(this, 'ArtifactsSuspended');
    suspended.with(new s3.mixins.BucketVersioning(false));

    const group = new Construct(this, 'Group');
    new s3.Bucket(group, 'Artifacts');
    Mixins.of(group).apply(new s3.mixins.BucketVersioning());

    const hatch = new s3.Bucket(this, 'ArtifactsHatch').node.defaultChild as s3.CfnBucket;
    hatch.versioningConfiguration = { status: 'Enabled' };
    const override = new s3.Bucket(this, 'ArtifactsOverride').node.defaultChild as s3.CfnBucket;
    override.addPropertyOverride('VersioningConfiguration.Status', 'Enabled');
    const removed = new s3.Bucket(this, 'ArtifactsRemoved', { versioned: true }).node.defaultChild as s3.CfnBucket;
    removed.addPropertyDeletionOverride('VersioningConfiguration');

    new s3.CfnBucket(this, 'ArtifactsLevelOne', { versioningConfiguration: { status: 'Enabled' } });
    new s3.CfnBucket(this, 'ArtifactsLevelOneSuspended', { versioningConfiguration: { status: 'Suspended' } });
  }
}
