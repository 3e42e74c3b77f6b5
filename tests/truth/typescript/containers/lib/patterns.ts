import { Duration, Stack } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-applicationautoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as patterns from 'aws-cdk-lib/aws-ecs-patterns';
import { Construct } from 'constructs';

/** Services that make their task definitions by themselves. */
export class PatternStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    const vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: 2 });
    const cluster = new ecs.Cluster(this, 'Cluster', { vpc });
    cluster.addCapacity('Capacity', { instanceType: new ec2.InstanceType('t3.small') });
    const repository = ecr.Repository.fromRepositoryName(this, 'Repository', 'orders');
    const image = ecs.ContainerImage.fromEcrRepository(repository, 'live');
    const taskImageOptions = { image };

    new patterns.ApplicationLoadBalancedFargateService(this, 'Web', { cluster, taskImageOptions });
    new patterns.NetworkLoadBalancedFargateService(this, 'Tcp', { cluster, taskImageOptions: { image } });
    new patterns.ApplicationMultipleTargetGroupsFargateService(this, 'Webs', { cluster, taskImageOptions });
    new patterns.NetworkMultipleTargetGroupsFargateService(this, 'Tcps', { cluster, taskImageOptions });
    new patterns.ApplicationLoadBalancedEc2Service(this, 'WebOnEc2', {
      cluster,
      memoryLimitMiB: 256,
      taskImageOptions,
    });
    new patterns.NetworkLoadBalancedEc2Service(this, 'TcpOnEc2', { cluster, memoryLimitMiB: 256, taskImageOptions });

    new patterns.ApplicationMultipleTargetGroupsEc2Service(this, 'WebsOnEc2', {
      cluster,
      memoryLimitMiB: 256,
      taskImageOptions,
    });
    new patterns.NetworkMultipleTargetGroupsEc2Service(this, 'TcpsOnEc2', {
      cluster,
      memoryLimitMiB: 256,
      taskImageOptions,
    });

    new patterns.QueueProcessingFargateService(this, 'Worker', { cluster, image });
    new patterns.QueueProcessingEc2Service(this, 'WorkerOnEc2', { cluster, image, memoryLimitMiB: 256 });

    const schedule = Schedule.rate(Duration.hours(1));
    new patterns.ScheduledFargateTask(this, 'Nightly', {
      cluster,
      schedule,
      scheduledFargateTaskImageOptions: { image },
    });
    new patterns.ScheduledEc2Task(this, 'NightlyOnEc2', {
      cluster,
      schedule,
      scheduledEc2TaskImageOptions: { image, memoryLimitMiB: 256 },
    });

    // A task definition that is given takes the place of the pattern's own.
    const given = new ecs.FargateTaskDefinition(this, 'Given');
    given.addContainer('app', { image, portMappings: [{ containerPort: 80 }] });
    new patterns.ApplicationLoadBalancedFargateService(this, 'Ready', { cluster, taskDefinition: given });

    new patterns.ApplicationLoadBalancedFargateService(this, 'Pinned', {
      cluster,
      taskImageOptions: { image: ecs.ContainerImage.fromEcrRepository(repository, '4.0.1') },
    });
  }
}
