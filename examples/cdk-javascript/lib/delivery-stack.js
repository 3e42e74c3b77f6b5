const { Stack } = require('aws-cdk-lib');
const codebuild = require('aws-cdk-lib/aws-codebuild');
const codepipeline = require('aws-cdk-lib/aws-codepipeline');
const actions = require('aws-cdk-lib/aws-codepipeline-actions');
const ecr = require('aws-cdk-lib/aws-ecr');
const s3 = require('aws-cdk-lib/aws-s3');

class DeliveryStack extends Stack {
  constructor(scope, id, props) {
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

module.exports = { DeliveryStack };
