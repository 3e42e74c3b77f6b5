import { Stack, StackProps } from 'aws-cdk-lib';
import { Repository, TagMutability } from 'aws-cdk-lib/aws-ecr';
import { Bucket, IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

export interface RegistryProps extends StackProps {
  readonly immutable: boolean;
}

export class RegistryStack extends Stack {
  public readonly orders: Repository;
  public readonly artifacts: IBucket;

  constructor(scope: Construct, id: string, props: RegistryProps) {
    super(scope, id, props);
    this.orders = new Repository(this, 'Orders', {
      imageScanOnPush: true,
      imageTagMutability: props.immutable ? TagMutability.IMMUTABLE : undefined,
    });
    this.artifacts = new Bucket(this, 'Sources', { versioned: props.immutable });
  }
}
