import { Stack, StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as patterns from 'aws-cdk-lib/aws-ecs-patterns';
import { Construct } from 'constructs';

export interface ServiceStackProps extends StackProps {
  readonly repository: ecr.IRepository;
  readonly imageTag: string;
}

export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, props: ServiceStackProps) {
    super(scope, id, props);

    const vpc = new ec2.Vpc(this, 'Network', { maxAzs: 2 });
    const cluster = new ecs.Cluster(this, 'Cluster', { vpc });

    // The tag comes from bin/orders.ts, which falls back to latest.
    const service = new patterns.ApplicationLoadBalancedFargateService(this, 'Orders', {
      cluster,
      taskImageOptions: {
        image: ecs.ContainerImage.fromEcrRepository(props.repository, props.imageTag),
        containerPort: 8080,
      },
    });
    service.taskDefinition.addContainer('telemetry', {
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/aws-observability/aws-otel-collector:v0.43.2'),
    });

    // Built again for each environment, and kept where the application cannot look after it.
    const migrations = new ecs.FargateTaskDefinition(this, 'Migrations');
    migrations.addContainer('migrate', { image: ecs.ContainerImage.fromAsset('migrations') });
  }
}
