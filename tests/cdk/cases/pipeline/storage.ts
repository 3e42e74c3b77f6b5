import { Stack, aws_s3 as s3 } from 'aws-cdk-lib';

export class StorageStack extends Stack {
  readonly store: s3.IBucket;
  readonly sources = new s3.Bucket(this, 'Sources');

  constructor(scope: any, id: string) {
    super(scope, id);
    this.store = new s3.Bucket(this, 'Store', { versioned: true });
  }
}
