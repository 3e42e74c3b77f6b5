import { Stack, StackProps, aws_ecr as ecr } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

const MUTABILITY = ecr.TagMutability.MUTABLE;

interface ServiceProps extends StackProps {
  imageTag: string;
  versioned?: boolean;
}

export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, props: ServiceProps) {
    super(scope, id, props);
    const repo = new ecr.Repository(this, 'Repo', {
      imageScanOnPush: true,
      imageTagMutability: MUTABILITY,
    });
    repo.addLifecycleRule({ maxImageCount: 10 });
    new Bucket(this, 'Artifacts', { versioned: props.versioned ?? false });
    const task = new ecs.FargateTaskDefinition(this, 'Task');
    task.addContainer('web', { image: ecs.ContainerImage.fromEcrRepository(repo, props.imageTag) });
    task.addContainer('log', { image: ecs.ContainerImage.fromEcrRepository(repo) });
    this.addSidecar(task);
  }

  private addSidecar(task: ecs.TaskDefinition, version = 'stable') {
    task.addContainer('proxy', { image: ecs.ContainerImage.fromRegistry(`nginx:${version}`) });
  }
}
