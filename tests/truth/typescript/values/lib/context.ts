import { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';

/** Values from `cdk.json`. */
export class ContextStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const repository = ecr.Repository.fromRepositoryName(this, 'Repository', 'orders');

    const tagged = new ecs.FargateTaskDefinition(this, 'Tagged');
    tagged.addContainer('app', {
      image: ecs.ContainerImage.fromEcrRepository(repository, this.node.tryGetContext('tag')),
    });

    const released = new ecs.FargateTaskDefinition(this, 'Released');
    released.addContainer('app', {
      image: ecs.ContainerImage.fromEcrRepository(repository, this.node.getContext('release')),
    });

    const images = this.node.tryGetContext('images');
    const proxy = new ecs.FargateTaskDefinition(this, 'Proxy');
    proxy.addContainer('proxy', { image: ecs.ContainerImage.fromRegistry(images.proxy) });
    const cache = new ecs.FargateTaskDefinition(this, 'Cache');
    cache.addContainer('cache', { image: ecs.ContainerImage.fromRegistry(images.cache) });

    const missing: string = this.node.tryGetContext('nowhere') ?? 'stable';
    const fallback = new ecs.FargateTaskDefinition(this, 'Fallback');
    fallback.addContainer('app', { image: ecs.ContainerImage.fromEcrRepository(repository, missing) });
  }
}
