const { Stack } = require('aws-cdk-lib');
const ec2 = require('aws-cdk-lib/aws-ec2');
const ecr = require('aws-cdk-lib/aws-ecr');
const ecs = require('aws-cdk-lib/aws-ecs');
const patterns = require('aws-cdk-lib/aws-ecs-patterns');

class ServiceStack extends Stack {
  constructor(scope, id, props) {
    super(scope, id, props);

    const vpc = new ec2.Vpc(this, 'Network', { maxAzs: 2 });
    const cluster = new ecs.Cluster(this, 'Cluster', { vpc });

    // The tag comes from bin/app.js, which falls back to latest.
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

module.exports = { ServiceStack };
