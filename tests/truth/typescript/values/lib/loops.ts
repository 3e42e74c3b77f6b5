import { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { IMAGES } from './config';

const services = [
  { name: 'cart', tag: 'alpha' },
  { name: 'stock', tag: 'beta' },
];

/** Constructs that are made in loops. */
export class LoopStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    for (const name of ['web', 'api']) {
      new ecr.Repository(this, name, { imageTagMutability: ecr.TagMutability.IMMUTABLE });
    }
    IMAGES.forEach((name) => {
      new ecr.Repository(this, `${name}-images`, { imageScanOnPush: true });
    });
    ['first', 'second'].map((name) => {
      const task = new ecs.FargateTaskDefinition(this, name);
      task.addContainer('app', { image: ecs.ContainerImage.fromRegistry('acme/app') });
      return task;
    });
    for (const { name, tag } of services) {
      const task = new ecs.FargateTaskDefinition(this, name);
      task.addContainer('app', { image: ecs.ContainerImage.fromRegistry(`acme/${name}:${tag}`) });
    }
    for (let number = 0; number < 2; number++) {
      new ecr.Repository(this, `Shard${number}`, { lifecycleRules: [{ maxImageCount: 10 }] });
    }
  }
}
