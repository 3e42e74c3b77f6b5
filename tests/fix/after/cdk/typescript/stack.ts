import { App, Stack, StackProps } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { Repository, TagMutability as Mutability } from "aws-cdk-lib/aws-ecr";
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

export class RegistryStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    new ecr.Repository(this, 'Bare', { imageTagMutability: ecr.TagMutability.IMMUTABLE, imageScanOnPush: true });

    new ecr.Repository(this, 'Line', { repositoryName: 'line', imageTagMutability: ecr.TagMutability.IMMUTABLE, imageScanOnPush: true });

    new ecr.Repository(this, 'Lines', {
      repositoryName: 'lines', // by hand
      imageTagMutability: ecr.TagMutability.IMMUTABLE,
      imageScanOnPush: true,
      // emptyOnDelete: true,
    });

    new ecr.Repository(this, 'NoComma', {
      repositoryName: 'no-comma',
      emptyOnDelete: true,
      imageTagMutability: ecr.TagMutability.IMMUTABLE,
      imageScanOnPush: true
    });

    new ecr.Repository(this, 'Off', { imageScanOnPush: true, imageTagMutability: ecr.TagMutability.IMMUTABLE });

    new ecr.Repository(this, 'Empty', { imageTagMutability: ecr.TagMutability.IMMUTABLE, imageScanOnPush: true });

    new ecr.Repository(
      this,
      'Arguments',
      { imageTagMutability: ecr.TagMutability.IMMUTABLE, imageScanOnPush: true },
    );

    new Repository(this, "Imported", {
      imageTagMutability: Mutability.IMMUTABLE,
      imageScanOnPush: true,
    });

    new ecr.CfnRepository(this, 'First', {
      repositoryName: 'first',
      imageTagMutability: 'IMMUTABLE',
      lifecyclePolicy: { lifecyclePolicyText: '{"rules":[{"action":{"type":"expire"},"description":"Expire untagged images after a year","rulePriority":1,"selection":{"countNumber":365,"countType":"sinceImagePushed","countUnit":"days","tagStatus":"untagged"}}]}' },
      imageScanningConfiguration: { scanOnPush: true },
    });

    new ecr.CfnRepository(this, "Nested", { imageScanningConfiguration: { scanOnPush: true }, lifecyclePolicy: { lifecyclePolicyText: '{"rules":[{"action":{"type":"expire"},"description":"Expire untagged images after a year","rulePriority":1,"selection":{"countNumber":365,"countType":"sinceImagePushed","countUnit":"days","tagStatus":"untagged"}}]}' }, imageTagMutability: "IMMUTABLE" });

    const defaults = { emptyOnDelete: true };
    new ecr.Repository(this, 'Spread', { ...defaults, imageTagMutability: ecr.TagMutability.IMMUTABLE, imageScanOnPush: true });

    new Bucket(this, 'ArtifactBucket', { versioned: true });
    new Bucket(this, 'ArtifactStore', { versioned: true });
  }
}

const app = new App();
new RegistryStack(app, 'Blue');
new RegistryStack(app, 'Green');
