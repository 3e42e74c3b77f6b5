import { Stack, StackProps } from 'aws-cdk-lib';
import { IRepository } from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

interface ClusterProps extends StackProps {
  readonly repository: IRepository;
  readonly tag: string;
  readonly artifacts: IBucket;
}

/** Uses what another stack owns. */
export default class ClusterStack extends Stack {
  constructor(scope: Construct, id: string, private readonly settings: ClusterProps) {
    super(scope, id, settings);
    const task = new ecs.FargateTaskDefinition(this, 'Task');
    task.addContainer('app', { image: this.image() });

    new lambda.Function(this, 'Function', {
      runtime: lambda.Runtime.NODEJS_20_X,
      handler: 'index.handler',
      code: lambda.Code.fromBucket(settings.artifacts, 'function.zip'),
    });
  }

  private image() {
    return ecs.ContainerImage.fromEcrRepository(this.settings.repository, this.settings.tag);
  }
}
