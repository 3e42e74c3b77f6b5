import { Duration, Stack, StackProps } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { Construct } from 'constructs';

export class RegistryStack extends Stack {
  readonly orders: ecr.IRepository;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    // Neither scanned nor immutable, and it keeps every image for ever.
    this.orders = new ecr.Repository(this, 'Orders', { repositoryName: 'orders' });

    new ecr.Repository(this, 'Tools', {
      repositoryName: 'tools',
      imageScanOnPush: true,
      imageTagMutability: ecr.TagMutability.IMMUTABLE,
      lifecycleRules: [{ tagStatus: ecr.TagStatus.UNTAGGED, maxImageAge: Duration.days(365) }],
    });
  }
}
