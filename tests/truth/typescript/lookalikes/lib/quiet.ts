import { CfnOutput, DockerImage, Stack } from 'aws-cdk-lib';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import * as cdkEcr from 'aws-cdk-lib/aws-ecr';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3deploy from 'aws-cdk-lib/aws-s3-deployment';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { ContainerImage, Repository, ecr, s3 } from './domain';

const EXAMPLE = `
  new ecr.Repository(this, 'InText');
  ContainerImage.fromRegistry('acme/app:latest');
`;

/** Nothing here is wrong but for the last repository. */
export class QuietStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    // new cdkEcr.Repository(this, 'InComment');
    const orders = new Repository(this, 'Orders');
    orders.addLifecycleRule({});
    new ecr.Repository(this, 'Billing', { imageScanOnPush: false });
    new ecr.CfnRepository(this, 'Mail');
    new s3.Bucket(this, 'Artifacts');
    const images = [
      ContainerImage.fromRegistry('acme/app:latest'),
      ContainerImage.fromEcrRepository(orders),
      ContainerImage.fromAsset('image'),
    ];
    new CfnOutput(this, 'Images', { value: images.join(' ') + EXAMPLE.length });

    // It runs while the app is synthesized.
    const builder = DockerImage.fromRegistry('node:latest');
    new CfnOutput(this, 'Builder', { value: builder.image });

    // Files, not images.
    new Asset(this, 'File', { path: 'handler' });
    const site = new Bucket(this, 'Site');
    new s3deploy.BucketDeployment(this, 'Deployment', {
      sources: [s3deploy.Source.asset('handler')],
      destinationBucket: site,
    });
    new lambda.Function(this, 'Function', {
      runtime: lambda.Runtime.NODEJS_20_X,
      handler: 'index.handler',
      code: lambda.Code.fromAsset('handler'),
    });

    // Repositories that others own cannot be set here.
    cdkEcr.Repository.fromRepositoryName(this, 'Imported', 'central');

    {
      const ecr = cdkEcr;
      new ecr.Repository(this, 'Shadowed', { imageScanOnPush: true });
    }
  }
}
