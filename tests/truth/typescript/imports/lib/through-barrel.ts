import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Mutability, Repository, containers, newest, pinned } from './barrel';

export class BarrelStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const repository = new Repository(this, 'Repository', { imageTagMutability: Mutability.MUTABLE });
    const moving = new containers.FargateTaskDefinition(this, 'Moving');
    moving.addContainer('app', { image: containers.ContainerImage.fromEcrRepository(repository, newest) });
    const fixed = new containers.FargateTaskDefinition(this, 'Fixed');
    fixed.addContainer('app', { image: containers.ContainerImage.fromEcrRepository(repository, pinned) });
  }
}
