import { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';

const DIGEST = 'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

/** Images of ECR repositories, by every kind of tag. */
export class RepositoryImageStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    const orders = new ecr.Repository(this, 'Orders');
    const fixed = new ecr.Repository(this, 'Fixed', { imageTagMutability: ecr.TagMutability.IMMUTABLE });
    const named = ecr.Repository.fromRepositoryName(this, 'Named', 'billing');
    const byArn = ecr.Repository.fromRepositoryArn(
      this, 'ByArn', 'arn:aws:ecr:eu-west-1:111122223333:repository/team/billing');
    const attributes = ecr.Repository.fromRepositoryAttributes(this, 'Attributes', {
      repositoryArn: 'arn:aws:ecr:eu-west-1:111122223333:repository/mail',
      repositoryName: 'mail',
    });

    new ecs.FargateTaskDefinition(this, 'Untagged').addContainer('app', {
      image: ecs.ContainerImage.fromEcrRepository(orders),
    });
    new ecs.FargateTaskDefinition(this, 'Latest').addContainer('app', {
      image: ecs.ContainerImage.fromEcrRepository(orders, 'latest'),
    });
    new ecs.FargateTaskDefinition(this, 'EmptyTag').addContainer('app', {
      image: ecs.ContainerImage.fromEcrRepository(orders, ''),
    });
    new ecs.FargateTaskDefinition(this, 'Word').addContainer('app', {
      image: ecs.ContainerImage.fromEcrRepository(orders, 'main'),
    });
    new ecs.FargateTaskDefinition(this, 'Major').addContainer('app', {
      image: ecs.ContainerImage.fromEcrRepository(orders, 'v2'),
    });
    new ecs.FargateTaskDefinition(this, 'Version').addContainer('app', {
      image: ecs.ContainerImage.fromEcrRepository(orders, '2.7.1'),
    });
    new ecs.FargateTaskDefinition(this, 'Commit').addContainer('app', {
      image: ecs.ContainerImage.fromEcrRepository(orders, 'main-0123abc'),
    });
    new ecs.FargateTaskDefinition(this, 'Digest').addContainer('app', {
      image: ecs.ContainerImage.fromEcrRepository(orders, DIGEST),
    });
    new ecs.FargateTaskDefinition(this, 'Class').addContainer('app', {
      image: new ecs.EcrImage(orders, 'staging'),
    });
    new ecs.FargateTaskDefinition(this, 'Parameter').addContainer('app', {
      image: new ecs.TagParameterContainerImage(orders),
    });
    new ecs.FargateTaskDefinition(this, 'WordFixed').addContainer('app', {
      image: ecs.ContainerImage.fromEcrRepository(fixed, 'production'),
    });
    new ecs.FargateTaskDefinition(this, 'LatestFixed').addContainer('app', {
      image: ecs.ContainerImage.fromEcrRepository(fixed),
    });
    new ecs.FargateTaskDefinition(this, 'ImportedByName').addContainer('app', {
      image: ecs.ContainerImage.fromEcrRepository(named),
    });
    new ecs.FargateTaskDefinition(this, 'ImportedByArn').addContainer('app', {
      image: ecs.ContainerImage.fromEcrRepository(byArn, 'stable'),
    });
    new ecs.FargateTaskDefinition(this, 'ImportedFixed').addContainer('app', {
      image: ecs.ContainerImage.fromEcrRepository(attributes, '1.4.0'),
    });
    new ecs.FargateTaskDefinition(this, 'Uri').addContainer('app', {
      image: ecs.ContainerImage.fromRegistry(orders.repositoryUri),
    });
    new ecs.FargateTaskDefinition(this, 'UriTag').addContainer('app', {
      image: ecs.ContainerImage.fromRegistry(orders.repositoryUriForTag('nightly')),
    });
    new ecs.FargateTaskDefinition(this, 'UriVersion').addContainer('app', {
      image: ecs.ContainerImage.fromRegistry(orders.repositoryUriForTagOrDigest('1.4.0')),
    });
    new ecs.FargateTaskDefinition(this, 'UriDigest').addContainer('app', {
      image: ecs.ContainerImage.fromRegistry(orders.repositoryUriForDigest(DIGEST)),
    });
    new ecs.FargateTaskDefinition(this, 'UriTemplate').addContainer('app', {
      image: ecs.ContainerImage.fromRegistry(`${orders.repositoryUri}:beta`),
    });
  }
}
