import { Stack, StackProps } from 'aws-cdk-lib';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Construct } from 'constructs';

const LIFECYCLE = [{ maxImageCount: 10 }];
const SHARED = { imageScanOnPush: false, lifecycleRules: LIFECYCLE };

export class RefusedStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const scan = false;
    new Repository(this, 'Shared', SHARED);
    new Repository(this, 'Variable', { imageScanOnPush: scan, lifecycleRules: LIFECYCLE });
  }
}
