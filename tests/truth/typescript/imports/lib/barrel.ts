export * as containers from 'aws-cdk-lib/aws-ecs';
export { Repository, TagMutability as Mutability } from 'aws-cdk-lib/aws-ecr';
export * from './tags';
