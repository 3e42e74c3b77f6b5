import { NestedStack, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

class Services extends NestedStack {
  constructor(scope: Construct, id: string, repository: ecr.IRepository) {
    super(scope, id);
    const task = new ecs.FargateTaskDefinition(this, 'Task');
    task.addContainer('app', { image: ecs.ContainerImage.fromEcrRepository(repository, 'qa') });
    new ecr.Repository(this, 'Tools');
  }
}

class Store extends Construct {
  readonly bucket = new s3.Bucket(this, 'Bucket');
}

export class NestingStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const repository = new ecr.Repository(this, 'Orders', { imageTagMutability: ecr.TagMutability.IMMUTABLE });
    new Services(this, 'Services', repository);
    new Services(this, 'Imported', ecr.Repository.fromRepositoryName(this, 'Central', 'central'));
    new Store(this, 'Artifacts');
    const folder = new Construct(new Construct(this, 'One'), 'Two');
    new ecr.Repository(folder, 'Deep');
  }
}
