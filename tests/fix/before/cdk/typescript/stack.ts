import { App, Stack, StackProps } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { Repository, TagMutability as Mutability } from "aws-cdk-lib/aws-ecr";
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

export class RegistryStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    new ecr.Repository(this, 'Bare');

    new ecr.Repository(this, 'Line', { repositoryName: 'line' });

    new ecr.Repository(this, 'Lines', {
      repositoryName: 'lines', // by hand
      // emptyOnDelete: true,
    });

    new ecr.Repository(this, 'NoComma', {
      repositoryName: 'no-comma',
      emptyOnDelete: true
    });

    new ecr.Repository(this, 'Off', { imageScanOnPush: false, imageTagMutability: ecr.TagMutability.MUTABLE });

    new ecr.Repository(this, 'Empty', {});

    new ecr.Repository(
      this,
      'Arguments',
    );

    new Repository(this, "Imported", {
      imageTagMutability: Mutability.MUTABLE,
    });

    new ecr.CfnRepository(this, 'First', {
      repositoryName: 'first',
      imageTagMutability: 'MUTABLE',
    });

    new ecr.CfnRepository(this, "Nested", { imageScanningConfiguration: { scanOnPush: false } });

    const defaults = { emptyOnDelete: true };
    new ecr.Repository(this, 'Spread', { ...defaults });

    new Bucket(this, 'ArtifactBucket', { versioned: false });
    new Bucket(this, 'ArtifactStore');
  }
}

const app = new App();
new RegistryStack(app, 'Blue');
new RegistryStack(app, 'Green');
