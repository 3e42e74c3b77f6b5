import { Stack } from 'aws-cdk-lib';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as codepipeline from 'aws-cdk-lib/aws-codepipeline';
import * as actions from 'aws-cdk-lib/aws-codepipeline-actions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** The buckets around pipelines: stores, sources and targets. */
export class PipelineStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const source = new codepipeline.Artifact();
    const project = new codebuild.PipelineProject(this, 'Project');
    const build = new actions.CodeBuildAction({ actionName: 'Build', project, input: source });

    const uploads = new s3.Bucket(this, 'Uploads');
    const own = new codepipeline.Pipeline(this, 'Own');
    own.addStage({
      stageName: 'Source',
      actions: [
        new actions.S3SourceAction({ actionName: 'Upload', bucket: uploads, bucketKey: 'a.zip', output: source }),
      ],
    });
    own.addStage({ stageName: 'Build', actions: [build] });

    const kept = new s3.Bucket(this, 'Kept', { versioned: true });
    const store = new s3.Bucket(this, 'Store');
    const target = new s3.Bucket(this, 'Target');
    new codepipeline.Pipeline(this, 'Given', {
      artifactBucket: store,
      stages: [
        {
          stageName: 'Source',
          actions: [
            new actions.S3SourceAction({ actionName: 'Upload', bucket: kept, bucketKey: 'b.zip', output: source }),
          ],
        },
        {
          stageName: 'Deploy',
          actions: [new actions.S3DeployAction({ actionName: 'Deploy', bucket: target, input: source })],
        },
      ],
    });

    // The tag of a source only says when the pipeline starts.
    const second = new s3.Bucket(this, 'SecondTarget');
    const keeping = new codepipeline.Pipeline(this, 'Keeping', { artifactBucket: kept });
    const orders = ecr.Repository.fromRepositoryName(this, 'Orders', 'orders');
    keeping.addStage({ stageName: 'Source' }).addAction(
      new actions.EcrSourceAction({ actionName: 'Push', repository: orders, output: source }));
    const deploy = keeping.addStage({ stageName: 'Deploy' });
    deploy.addAction(new actions.S3DeployAction({ actionName: 'Deploy', bucket: second, input: source }));

    new codepipeline.Pipeline(this, 'Central', {
      artifactBucket: s3.Bucket.fromBucketName(this, 'Imported', 'central-artifacts'),
      stages: [
        {
          stageName: 'Source',
          actions: [
            new actions.EcrSourceAction({ actionName: 'Push', repository: orders, imageTag: 'main', output: source }),
          ],
        },
        { stageName: 'Build', actions: [build] },
      ],
    });
  }
}
