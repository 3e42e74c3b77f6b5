import { execSync } from 'child_process';
import { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';

const isProd = process.env.STAGE === 'prod';
const commit = execSync('git rev-parse HEAD').toString().trim();

/** Values that come from where the app is synthesized. */
export class EnvironmentStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const repository = ecr.Repository.fromRepositoryName(this, 'Repository', 'orders');

    const given = new ecs.FargateTaskDefinition(this, 'Given');
    given.addContainer('app', { image: ecs.ContainerImage.fromEcrRepository(repository, process.env.GIT_SHA) });

    const fallback = new ecs.FargateTaskDefinition(this, 'Fallback');
    fallback.addContainer('app', {
      image: ecs.ContainerImage.fromEcrRepository(repository, process.env.IMAGE_TAG ?? 'latest'),
    });

    const or = new ecs.FargateTaskDefinition(this, 'Or');
    or.addContainer('app', { image: ecs.ContainerImage.fromRegistry(`acme/app:${process.env['IMAGE_TAG'] || 'dev'}`) });

    const pinned = new ecs.FargateTaskDefinition(this, 'FallbackPinned');
    pinned.addContainer('app', {
      image: ecs.ContainerImage.fromEcrRepository(repository, process.env.IMAGE_TAG || '1.0.0'),
    });

    const asked = new ecs.FargateTaskDefinition(this, 'Commit');
    asked.addContainer('app', { image: ecs.ContainerImage.fromEcrRepository(repository, commit) });
    const prefixed = new ecs.FargateTaskDefinition(this, 'PrefixedCommit');
    prefixed.addContainer('app', { image: ecs.ContainerImage.fromRegistry(`acme/app:git-${commit}`) });

    const branch = new ecs.FargateTaskDefinition(this, 'Branch');
    branch.addContainer('app', {
      image: ecs.ContainerImage.fromEcrRepository(repository, isProd ? '8.0.0' : 'staging'),
    });

    if (isProd) {
      new ecr.Repository(this, 'OnlyInProduction', { imageScanOnPush: true });
    } else {
      new ecr.Repository(this, 'OnlyElsewhere', { imageTagMutability: ecr.TagMutability.IMMUTABLE });
    }
  }
}
