import { Stack, aws_s3 as s3 } from 'aws-cdk-lib';
import { NagSuppressions } from 'cdk-nag';

export class Storage extends Stack {
  constructor() {
    super();
    const bucket = new s3.Bucket(this, 'BuildArtifacts');
    NagSuppressions.addResourceSuppressions(bucket, [{ id: 'HIPAA.Security-S3BucketVersioningEnabled', reason: 'rebuilt' }]);
    NagSuppressions.addResourceSuppressions(new s3.Bucket(this, 'ReleaseArtifacts'), [{ id: 'AwsSolutions-S1', reason: 'x' }]);
  }
}
