import { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';

/** The kinds of task definitions, and the ways in which containers come to them. */
export class ConsumerStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    const repository = ecr.Repository.fromRepositoryName(this, 'Repository', 'orders');
    const image = ecs.ContainerImage.fromEcrRepository(repository);
    const pinned = ecs.ContainerImage.fromEcrRepository(repository, '1.2.3');

    const ec2 = new ecs.Ec2TaskDefinition(this, 'Ec2');
    ec2.addContainer('app', { image, memoryLimitMiB: 256 });

    const external = new ecs.ExternalTaskDefinition(this, 'External');
    external.addContainer('app', { image, memoryLimitMiB: 256 });

    const generic = new ecs.TaskDefinition(this, 'Generic', {
      compatibility: ecs.Compatibility.FARGATE,
      cpu: '256',
      memoryMiB: '512',
    });
    new ecs.ContainerDefinition(this, 'App', { taskDefinition: generic, image });

    const sidecar = new ecs.FargateTaskDefinition(this, 'Sidecar');
    sidecar.addContainer('app', { image: pinned });
    sidecar.addContainer('proxy', { image: ecs.ContainerImage.fromRegistry('envoyproxy/envoy:v1.31-latest') });

    const logged = new ecs.FargateTaskDefinition(this, 'Logged');
    logged.addContainer('app', { image: pinned });
    logged.addFirelensLogRouter('router', {
      image: ecs.ContainerImage.fromRegistry('amazon/aws-for-fluent-bit:stable'),
      firelensConfig: { type: ecs.FirelensLogRouterType.FLUENTBIT },
    });

    const quiet = new ecs.FargateTaskDefinition(this, 'Quiet');
    quiet.addContainer('app', { image: pinned });

    new ecs.CfnTaskDefinition(this, 'LevelOne', {
      containerDefinitions: [{ name: 'app', image: 'acme/orders' }],
    });
    new ecs.CfnTaskDefinition(this, 'LevelOneUri', {
      containerDefinitions: [{ name: 'app', image: repository.repositoryUriForTag('edge') }],
    });
  }
}
