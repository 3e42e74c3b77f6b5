import { CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';

/** Values that are known when the stack is deployed. */
export class ParameterStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const repository = ecr.Repository.fromRepositoryName(this, 'Repository', 'orders');

    const open = new CfnParameter(this, 'Tag');
    const moving = new CfnParameter(this, 'MovingTag', { default: 'latest' });
    const fixed = new CfnParameter(this, 'FixedTag', { type: 'String', default: '1.0.4' });

    new ecs.FargateTaskDefinition(this, 'Open').addContainer('app', {
      image: ecs.ContainerImage.fromEcrRepository(repository, open.valueAsString),
    });
    new ecs.FargateTaskDefinition(this, 'Moving').addContainer('app', {
      image: ecs.ContainerImage.fromEcrRepository(repository, moving.valueAsString),
    });
    new ecs.FargateTaskDefinition(this, 'Fixed').addContainer('app', {
      image: ecs.ContainerImage.fromEcrRepository(repository, fixed.valueAsString),
    });
    new ecs.FargateTaskDefinition(this, 'Template').addContainer('app', {
      image: ecs.ContainerImage.fromRegistry(`acme/app:${moving.valueAsString}`),
    });

    const stored = StringParameter.valueForStringParameter(this, '/orders/tag');
    new ecs.FargateTaskDefinition(this, 'Stored').addContainer('app', {
      image: ecs.ContainerImage.fromEcrRepository(repository, stored),
    });
    const exported = Fn.importValue('orders-tag');
    new ecs.FargateTaskDefinition(this, 'Imported').addContainer('app', {
      image: ecs.ContainerImage.fromEcrRepository(repository, exported),
    });
  }
}
