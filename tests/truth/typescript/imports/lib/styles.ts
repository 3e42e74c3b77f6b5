import * as cdk from 'aws-cdk-lib';
import { Stack, aws_ecr, aws_s3 as storage } from 'aws-cdk-lib';
import { Repository as Registry, type RepositoryProps } from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import registry = require('aws-cdk-lib/aws-ecr');
import { Construct } from 'constructs';

export class NamespaceStack extends cdk.Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new cdk.aws_ecr.Repository(this, 'Repository');
    const task = new ecs.FargateTaskDefinition(this, 'Task');
    task.addContainer('app', { image: cdk.aws_ecs.ContainerImage.fromRegistry('acme/app') });
  }
}

export class NamedStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const props: RepositoryProps = { imageScanOnPush: true };
    new Registry(this, 'Repository', props);
  }
}

export class RootStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new aws_ecr.Repository(this, 'Repository', { imageTagMutability: aws_ecr.TagMutability.IMMUTABLE });
    new storage.Bucket(this, 'BuildArtifacts');
  }
}

export class DefaultStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { Repository } = registry;
    new Repository(this, 'Repository');
  }
}
