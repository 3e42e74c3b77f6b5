import * as cdk from 'aws-cdk-lib';
import { aws_ecr as ecr, aws_ecs as ecs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Settings } from './settings';
import defaults, { TAG } from './defaults';

/** What the stack needs. */
export interface ServiceProps extends cdk.StackProps {
  readonly tag?: string;
}

export class ServiceStack extends cdk.Stack {
  public readonly repository: ecr.Repository;
  private static readonly NAME = 'orders';
  private readonly mutability = ecr.TagMutability.IMMUTABLE;

  constructor(scope: Construct, id: string, private readonly props: ServiceProps = {}, settings?: Settings) {
    super(scope, id, props);

    const { tag = TAG, env: { region } = {}, ...rest } = props;
    this.repository = new ecr.Repository(this, 'Repo', {
      repositoryName: `team/${ServiceStack.NAME}-${region}`, // the name
      imageScanOnPush: settings?.scan ?? true,
      ...defaults,
    });
    const task = new ecs.FargateTaskDefinition(this, 'Task');
    for (const name of ['web', 'worker']) {
      task.addContainer(name, { image: this.image(tag) });
    }
    if (!rest.stackName) return;
    this.repository.addLifecycleRule({ maxImageCount: 10 });
  }

  private image(tag: string): ecs.ContainerImage {
    return ecs.ContainerImage.fromEcrRepository(this.repository!, tag);
  }

  get url() {
    return this.repository.repositoryUri;
  }
}
