import { Stack, StackProps } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';

export interface ServiceProps extends StackProps {
  readonly imageTag?: string;
  readonly immutable?: boolean;
  readonly scan?: boolean;
}

/** What becomes of it is decided where it is created. */
export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, props: ServiceProps = {}) {
    super(scope, id, props);
    const { immutable = false, scan } = props;

    const repository = new ecr.Repository(this, 'Repository', {
      imageScanOnPush: scan ?? false,
      imageTagMutability: immutable ? ecr.TagMutability.IMMUTABLE : ecr.TagMutability.MUTABLE,
    });
    const task = new ecs.FargateTaskDefinition(this, 'Task');
    task.addContainer('app', { image: ecs.ContainerImage.fromEcrRepository(repository, props.imageTag) });

    const fallback = new ecs.FargateTaskDefinition(this, 'Fallback');
    fallback.addContainer('app', { image: ecs.ContainerImage.fromRegistry(`acme/orders:${props.imageTag ?? 'main'}`) });
  }
}
