import { Duration, Size, Stack } from 'aws-cdk-lib';
import { InstanceClass, InstanceSize, InstanceType } from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** Images in the definition of a state machine: no property of a resource holds them. */
export class TrainingStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const repository = ecr.Repository.fromRepositoryName(this, 'Repository', 'training');
    const data = s3.Bucket.fromBucketName(this, 'Data', 'training-data');

    const training = new tasks.SageMakerCreateTrainingJob(this, 'Train', {
      trainingJobName: 'train',
      algorithmSpecification: { trainingImage: tasks.DockerImage.fromEcrRepository(repository) },
      inputDataConfig: [
        { channelName: 'train', dataSource: { s3DataSource: { s3Location: tasks.S3Location.fromBucket(data, 'in') } } },
      ],
      outputDataConfig: { s3OutputLocation: tasks.S3Location.fromBucket(data, 'out') },
      resourceConfig: {
        instanceCount: 1,
        instanceType: InstanceType.of(InstanceClass.M5, InstanceSize.LARGE),
        volumeSize: Size.gibibytes(10),
      },
      stoppingCondition: { maxRuntime: Duration.hours(1) },
    });
    const model = new tasks.SageMakerCreateModel(this, 'Model', {
      modelName: 'model',
      primaryContainer: new tasks.ContainerDefinition({ image: tasks.DockerImage.fromRegistry('acme/model:1.0.2') }),
    });
    new sfn.StateMachine(this, 'Machine', { definitionBody: sfn.DefinitionBody.fromChainable(training.next(model)) });
  }
}
