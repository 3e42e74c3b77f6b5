import { Size, Stack } from 'aws-cdk-lib';
import * as batch from 'aws-cdk-lib/aws-batch';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';

export class BatchStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const repository = ecr.Repository.fromRepositoryName(this, 'Repository', 'reports');
    const size = { cpu: 1, memory: Size.mebibytes(2048) };

    new batch.EcsJobDefinition(this, 'Fargate', {
      container: new batch.EcsFargateContainerDefinition(this, 'FargateContainer', {
        ...size,
        image: ecs.ContainerImage.fromEcrRepository(repository),
      }),
    });
    new batch.EcsJobDefinition(this, 'Ec2', {
      container: new batch.EcsEc2ContainerDefinition(this, 'Ec2Container', {
        ...size,
        image: ecs.ContainerImage.fromRegistry('acme/reports:canary'),
      }),
    });
    new batch.EcsJobDefinition(this, 'Pinned', {
      container: new batch.EcsFargateContainerDefinition(this, 'PinnedContainer', {
        ...size,
        image: ecs.ContainerImage.fromEcrRepository(repository, 'build-4711'),
      }),
    });
    new batch.EksJobDefinition(this, 'Eks', {
      container: new batch.EksContainerDefinition(this, 'EksContainer', {
        image: ecs.ContainerImage.fromRegistry('acme/reports'),
      }),
    });
    new batch.MultiNodeJobDefinition(this, 'Nodes', {
      containers: [
        {
          startNode: 0,
          endNode: 3,
          container: new batch.EcsEc2ContainerDefinition(this, 'NodeContainer', {
            ...size,
            image: ecs.ContainerImage.fromRegistry('acme/solver:preview'),
          }),
        },
      ],
    });
  }
}
