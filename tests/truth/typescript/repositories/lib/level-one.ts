import { CfnResource, Stack, aws_ecr as ecr } from 'aws-cdk-lib';
import { Construct } from 'constructs';

const policy = {
  rules: [
    {
      rulePriority: 1,
      selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 30 },
      action: { type: 'expire' },
    },
  ],
};

/** The classes that are CloudFormation's own types. */
export class LevelOneStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    new ecr.CfnRepository(this, 'Bare');
    new ecr.CfnRepository(this, 'Full', {
      imageTagMutability: 'IMMUTABLE',
      imageScanningConfiguration: { scanOnPush: true },
      lifecyclePolicy: { lifecyclePolicyText: JSON.stringify(policy) },
    });
    new ecr.CfnRepository(this, 'EmptyPolicy', { lifecyclePolicy: { registryId: '111122223333' } });

    const assigned = new ecr.CfnRepository(this, 'Assigned', { imageTagMutability: 'MUTABLE' });
    assigned.imageTagMutability = 'IMMUTABLE';

    new CfnResource(this, 'Raw', {
      type: 'AWS::ECR::Repository',
      properties: { ImageTagMutability: 'IMMUTABLE' },
    });
    // It has neither scanning nor mutability nor a lifecycle.
    new ecr.CfnPublicRepository(this, 'Public');
  }
}
