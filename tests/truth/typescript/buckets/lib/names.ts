import { Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** Buckets that nothing but their names speaks for. */
export class NameStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    new s3.Bucket(this, 'BuildArtifacts');
    new s3.Bucket(this, 'Releases');
    new s3.Bucket(this, 'Storage', { bucketName: 'acme-build-artifacts' });
    new s3.Bucket(this, 'Photos');
    new s3.Bucket(this, 'ReleaseLogs');
    new s3.Bucket(this, 'Site', { websiteIndexDocument: 'index.html' });

    const logs = new s3.Bucket(this, 'Deployments');
    new s3.Bucket(this, 'Pictures', { serverAccessLogsBucket: logs });
  }
}
