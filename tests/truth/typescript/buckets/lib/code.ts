import { Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** The code of functions and layers. */
export class CodeBucketStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const node = { handler: 'index.handler', runtime: lambda.Runtime.NODEJS_20_X };

    const functions = new s3.Bucket(this, 'Functions');
    new lambda.Function(this, 'Orders', { ...node, code: lambda.Code.fromBucket(functions, 'orders.zip') });

    const second = new s3.Bucket(this, 'Second');
    new lambda.Function(this, 'Billing', { ...node, code: lambda.Code.fromBucketV2(second, 'billing.zip') });

    const layers = new s3.Bucket(this, 'Layers');
    new lambda.LayerVersion(this, 'Shared', { code: lambda.Code.fromBucket(layers, 'shared.zip', 'v7') });

    const constructed = new s3.Bucket(this, 'Constructed');
    new lambda.Function(this, 'Mail', { ...node, code: new lambda.S3Code(constructed, 'mail.zip') });

    const plain = new s3.CfnBucket(this, 'Plain');
    new lambda.CfnFunction(this, 'Search', {
      ...{ handler: 'index.handler', runtime: 'nodejs20.x', role: 'arn:aws:iam::111122223333:role/search' },
      code: { s3Bucket: plain.ref, s3Key: 'search.zip' },
    });

    const kept = new s3.Bucket(this, 'Kept', { versioned: true });
    new lambda.Function(this, 'Stock', { ...node, code: lambda.Code.fromBucket(kept, 'stock.zip') });
  }
}
