import { Stack } from 'aws-cdk-lib';
import { ContainerImage, FargateTaskDefinition, RepositoryImage } from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';

/** Images of other registries. */
export class RegistryImageStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    const untagged = new FargateTaskDefinition(this, 'Untagged');
    untagged.addContainer('app', { image: ContainerImage.fromRegistry('amazon/amazon-ecs-sample') });

    const latest = new FargateTaskDefinition(this, 'Latest');
    latest.addContainer('app', { image: new RepositoryImage('ghcr.io/acme/orders:latest') });

    const major = new FargateTaskDefinition(this, 'Major');
    major.addContainer('cache', { image: ContainerImage.fromRegistry('redis:7-alpine') });

    const version = new FargateTaskDefinition(this, 'Version');
    version.addContainer('cache', { image: ContainerImage.fromRegistry('public.ecr.aws/docker/library/redis:7.2.4') });

    const port = new FargateTaskDefinition(this, 'Port');
    port.addContainer('app', { image: ContainerImage.fromRegistry('registry.acme.example:5000/orders') });

    // The digest decides, whatever the tag says.
    const digest = new FargateTaskDefinition(this, 'Digest');
    digest.addContainer('app', {
      image: ContainerImage.fromRegistry(
        'acme/orders:latest@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'),
    });
  }
}
