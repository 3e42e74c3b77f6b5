import * as cdk from 'aws-cdk-lib';
import { aws_ec2 as ec2, aws_ecr as ecr, aws_ecs as ecs, aws_events_targets as targets, aws_lambda as lambda } from 'aws-cdk-lib';
import { Repository } from './own';

interface Props { tag: string; size: number }

class Service extends cdk.Stack {
  constructor(scope: cdk.App, id: string, props: Props) {
    super(scope, id);
    const repo = new ecr.Repository(this, 'Repo', {
      removalPolicy: cdk.RemovalPolicy.DESTROY,
      lifecycleRules: [{ maxImageAge: cdk.Duration.days(30) }],
    });
    repo.applyRemovalPolicy(cdk.RemovalPolicy.RETAIN);
    const shared = ecr.Repository.fromRepositoryName(this, 'Shared', 'shared');
    const task = new ecs.FargateTaskDefinition(this, 'Task', { memoryLimitMiB: props.size });
    task.addContainer('orders', { image: ecs.ContainerImage.fromEcrRepository(repo, props.tag) });
    task.addContainer('shared', { image: ecs.ContainerImage.fromEcrRepository(shared, process.env.TAG) });
    const job = new lambda.Function(this, 'Job', {
      runtime: lambda.Runtime.PYTHON_3_12,
      code: lambda.Code.fromAsset('job'),
      memorySize: props.size,
    });
    new targets.LambdaFunction(job, { retryAttempts: 2 });
    new ec2.Vpc(this, 'Vpc', { subnetConfiguration: [{ name: 'public', subnetType: ec2.SubnetType.PUBLIC }] });
    new ecr.CfnRepository(this, 'FirstLevel', { imageTagMutability: 'MUTABLE' });
    new Repository(this, 'Own', { removalPolicy: cdk.RemovalPolicy.DESTROY });
  }
}

const app = new cdk.App();
new Service(app, 'Service', { tag: 'latest', size: 512 });
