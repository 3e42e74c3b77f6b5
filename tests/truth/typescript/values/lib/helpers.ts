import * as ecr from 'aws-cdk-lib/aws-ecr';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';

export function repositoryProps(immutable = true): ecr.RepositoryProps {
  return {
    imageScanOnPush: true,
    imageTagMutability: immutable ? ecr.TagMutability.IMMUTABLE : ecr.TagMutability.MUTABLE,
  };
}

export const tagFor = (service: string) => `${service}-latest`;

export function image(name: string, tag = 'uat'): ContainerImage {
  const repository = `acme/${name}`;
  return ContainerImage.fromRegistry(`${repository}:${tag}`);
}
