import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';

/** A method of the stack makes its constructs. */
export class MethodStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.task('Latest', 'acme/orders');
    this.task('Pinned', 'acme/orders', '1.2.0');
    const bare = this.definition('Bare');
    bare.addContainer('app', { image: ecs.ContainerImage.fromRegistry('acme/app:live') });
  }

  private task(id: string, name: string, tag = 'latest') {
    this.definition(id).addContainer('app', { image: ecs.ContainerImage.fromRegistry(`${name}:${tag}`) });
  }

  private definition(id: string) {
    return new ecs.FargateTaskDefinition(this, id);
  }
}
