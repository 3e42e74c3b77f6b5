import { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { REGISTRY, Tag, settings } from './config';

const MAJOR = 3;
const VERSION = `${MAJOR}.1`;
const NAMES = { proxy: 'nginx', 'job-runner': 'acme/jobs' };

/** Values that are written out somewhere. */
export class ConstantStack extends Stack {
  static readonly TAG = 'canary';
  private readonly tag = 'trunk';
  private readonly pinned: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.pinned = '6.0.2';
    const repository = ecr.Repository.fromRepositoryName(this, 'Repository', 'orders');

    new ecs.FargateTaskDefinition(this, 'Member').addContainer('app', {
      image: ecs.ContainerImage.fromEcrRepository(repository, settings.orders.tag),
    });
    new ecs.FargateTaskDefinition(this, 'MemberPinned').addContainer('app', {
      image: ecs.ContainerImage.fromEcrRepository(repository, settings.billing.tag),
    });
    new ecs.FargateTaskDefinition(this, 'Enum').addContainer('app', {
      image: ecs.ContainerImage.fromEcrRepository(repository, Tag.Moving),
    });
    new ecs.FargateTaskDefinition(this, 'EnumPinned').addContainer('app', {
      image: ecs.ContainerImage.fromEcrRepository(repository, Tag.Fixed),
    });
    new ecs.FargateTaskDefinition(this, 'Static').addContainer('app', {
      image: ecs.ContainerImage.fromEcrRepository(repository, ConstantStack.TAG),
    });
    new ecs.FargateTaskDefinition(this, 'Field').addContainer('app', {
      image: ecs.ContainerImage.fromEcrRepository(repository, this.tag),
    });
    new ecs.FargateTaskDefinition(this, 'FieldPinned').addContainer('app', {
      image: ecs.ContainerImage.fromEcrRepository(repository, this.pinned),
    });

    new ecs.FargateTaskDefinition(this, 'Template').addContainer('app', {
      image: ecs.ContainerImage.fromRegistry(`${REGISTRY}/orders:${MAJOR}`),
    });
    new ecs.FargateTaskDefinition(this, 'TemplatePinned').addContainer('app', {
      image: ecs.ContainerImage.fromRegistry(`${REGISTRY}/orders:${VERSION}`),
    });
    new ecs.FargateTaskDefinition(this, 'Joined').addContainer('app', {
      image: ecs.ContainerImage.fromRegistry(REGISTRY + '/orders' + ':' + 'snapshot'),
    });
    new ecs.FargateTaskDefinition(this, 'Index').addContainer('app', {
      image: ecs.ContainerImage.fromRegistry(NAMES['job-runner']),
    });
    new ecs.FargateTaskDefinition(this, 'Unchecked').addContainer('app', {
      image: ecs.ContainerImage.fromRegistry(NAMES.proxy as string),
    });

    const { orders: { tag: renamed } } = settings;
    new ecs.FargateTaskDefinition(this, 'Destructured').addContainer('app', {
      image: ecs.ContainerImage.fromRegistry('acme/orders:' + renamed),
    });
  }
}
