import { Stack, StackProps } from 'aws-cdk-lib';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as codepipeline from 'aws-cdk-lib/aws-codepipeline';
import * as actions from 'aws-cdk-lib/aws-codepipeline-actions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

export interface DeliveryStackProps extends StackProps {
  readonly repository: ecr.IRepository;
}

export class DeliveryStack extends Stack {
  constructor(scope: Construct, id: string, props: DeliveryStackProps) {
    super(scope, id, props);

    // A pipeline tells one upload from the next by its version, and this bucket keeps none.
    const uploads = new s3.Bucket(this, 'Uploads');
    const releases = new s3.Bucket(this, 'Releases', { versioned: true });

    const source = new codepipeline.Artifact('Source');
    const bundle = new codepipeline.Artifact('Bundle');
    const project = new codebuild.PipelineProject(this, 'Build', {
      environment: {
        buildImage: codebuild.LinuxBuildImage.fromDockerRegistry('node:20'),
        privileged: true,
      },
      environmentVariables: { REPOSITORY: { value: props.repository.repositoryUri } },
    });
    props.repository.grantPullPush(project);

    new codepipeline.Pipeline(this, 'Pipeline', {
      artifactBucket: releases,
      stages: [
        {
          stageName: 'Source',
          actions: [
            new actions.S3SourceAction({
              actionName: 'Upload',
              bucket: uploads,
              bucketKey: 'orders.zip',
              output: source,
            }),
          ],
        },
        {
          stageName: 'Build',
          actions: [new actions.CodeBuildAction({ actionName: 'Build', project, input: source, outputs: [bundle] })],
        },
      ],
    });
  }
}
