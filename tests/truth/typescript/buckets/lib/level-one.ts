import { Stack } from 'aws-cdk-lib';
import { CfnProject } from 'aws-cdk-lib/aws-codebuild';
import { CfnPipeline } from 'aws-cdk-lib/aws-codepipeline';
import { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** Pipelines and builds as CloudFormation's own types. */
export class LevelOneStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    const store = new CfnBucket(this, 'Store', { bucketName: 'acme-store' });
    const source = new Bucket(this, 'Source');
    new CfnPipeline(this, 'Pipeline', {
      roleArn: 'arn:aws:iam::111122223333:role/pipeline',
      artifactStore: { type: 'S3', location: store.ref },
      stages: [
        {
          name: 'Source',
          actions: [
            {
              name: 'Upload',
              actionTypeId: { category: 'Source', owner: 'AWS', provider: 'S3', version: '1' },
              configuration: { S3Bucket: source.bucketName, S3ObjectKey: 'app.zip' },
              outputArtifacts: [{ name: 'Source' }],
            },
          ],
        },
      ],
    });

    const outputs = new Bucket(this, 'Outputs');
    new CfnProject(this, 'Project', {
      artifacts: { type: 'S3', location: outputs.bucketName },
      environment: {
        computeType: 'BUILD_GENERAL1_SMALL',
        image: 'aws/codebuild/standard:7.0',
        type: 'LINUX_CONTAINER',
      },
      serviceRole: 'build',
      source: { type: 'GITHUB', location: 'https://github.com/acme/shop.git' },
    });
  }
}
