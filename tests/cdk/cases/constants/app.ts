import * as cdk from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { IMAGE, Tag, cache, tagOf } from './index';

class Constants extends cdk.Stack {
  private readonly tag = Tag.Moving;

  constructor(scope: cdk.App, id: string) {
    super(scope, id);
    const task = new ecs.FargateTaskDefinition(this, 'Task');
    task.addContainer('template', { image: ecs.ContainerImage.fromRegistry(IMAGE) });
    task.addContainer('default', { image: ecs.ContainerImage.fromRegistry(cache.image) });
    task.addContainer('field', { image: ecs.ContainerImage.fromRegistry('acme/app:' + this.tag) });
    task.addContainer('function', { image: ecs.ContainerImage.fromRegistry(`acme/app:${tagOf('prod')}`) });
  }
}

new Constants(new cdk.App(), 'Constants');
