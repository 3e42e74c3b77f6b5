const { App, CfnParameter, Stack } = require('aws-cdk-lib');
const ecs = require('aws-cdk-lib/aws-ecs');

const app = new App();
const stack = new Stack(app, 'Context');
const task = new ecs.FargateTaskDefinition(stack, 'Task');
const moving = new CfnParameter(stack, 'Moving', { default: 'latest' });
const given = new CfnParameter(stack, 'Given');

task.addContainer('context', { image: ecs.ContainerImage.fromRegistry(`acme/a:${app.node.tryGetContext('tag')}`) });
task.addContainer('missing', { image: ecs.ContainerImage.fromRegistry(`acme/b:${app.node.tryGetContext('x') ?? 'edge'}`) });
task.addContainer('moving', { image: ecs.ContainerImage.fromRegistry(`acme/c:${moving.valueAsString}`) });
task.addContainer('given', { image: ecs.ContainerImage.fromRegistry(`acme/d:${given.valueAsString}`) });

for (const name of app.node.tryGetContext('services')) {
  new ecs.FargateTaskDefinition(stack, name).addContainer('app', { image: ecs.ContainerImage.fromRegistry(`acme/${name}`) });
}
