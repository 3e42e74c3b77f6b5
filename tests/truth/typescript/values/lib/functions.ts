import { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { image, repositoryProps, tagFor } from './helpers';

/** Values that functions of other files return. */
export class FunctionStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    new ecr.Repository(this, 'Secure', repositoryProps());
    const relaxed = new ecr.Repository(this, 'Relaxed', repositoryProps(false));
    new ecr.Repository(this, 'Spread', { ...repositoryProps(), imageScanOnPush: false });

    const tagged = new ecs.FargateTaskDefinition(this, 'Tagged');
    tagged.addContainer('app', { image: ecs.ContainerImage.fromEcrRepository(relaxed, tagFor('orders')) });

    const imaged = new ecs.FargateTaskDefinition(this, 'Imaged');
    imaged.addContainer('app', { image: image('orders') });
    const pinned = new ecs.FargateTaskDefinition(this, 'Pinned');
    pinned.addContainer('app', { image: image('orders', '1.5.0') });
  }
}
