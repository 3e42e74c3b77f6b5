import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';

/** A stack that is no class. */
export function makeStack(scope: Construct, id: string, tag: string) {
  const stack = new Stack(scope, id);
  const task = new ecs.FargateTaskDefinition(stack, 'Task');
  task.addContainer('app', { image: ecs.ContainerImage.fromRegistry('acme/app:' + tag) });
  return stack;
}
