import { App, Stack, aws_ecr as ecr, aws_ecs as ecs } from 'aws-cdk-lib';

const isProd = process.env.STAGE === 'prod';
const TAGS: Record<string, string> = { dev: 'latest', prod: '1.0.0' };

class Shop extends Stack {
  constructor(scope: App, id: string) {
    super(scope, id);
    const repo = new ecr.Repository(this, 'Repo', {
      imageTagMutability: isProd ? ecr.TagMutability.IMMUTABLE : ecr.TagMutability.MUTABLE,
      ...(isProd && { imageScanOnPush: true }),
    });
    if (!isProd) {
      repo.addLifecycleRule({ maxImageCount: 3 });
    }
    const task = new ecs.FargateTaskDefinition(this, 'Task');
    task.addContainer('set', { image: ecs.ContainerImage.fromEcrRepository(repo, process.env.TAG ?? 'latest') });
    task.addContainer('or', { image: ecs.ContainerImage.fromEcrRepository(repo, process.env.TAG || 'dev') });
    task.addContainer('key', { image: ecs.ContainerImage.fromEcrRepository(repo, TAGS[process.env.STAGE!]) });
    if (isProd) new ecr.Repository(this, 'OnlyProd');
  }
}

new Shop(new App(), 'Shop');
