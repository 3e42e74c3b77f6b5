import { Stack } from 'aws-cdk-lib';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** What builds read and write. */
export class BuildBucketStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const buildSpec = codebuild.BuildSpec.fromSourceFilename('buildspec.yml');

    const outputs = new s3.Bucket(this, 'Outputs');
    const reports = new s3.Bucket(this, 'Reports');
    const inputs = new s3.Bucket(this, 'Inputs');
    const speed = new s3.Bucket(this, 'Speed');
    new codebuild.Project(this, 'Build', {
      buildSpec,
      source: codebuild.Source.s3({ bucket: inputs, path: 'app.zip' }),
      artifacts: codebuild.Artifacts.s3({ bucket: outputs, name: 'app.zip', packageZip: true }),
      secondaryArtifacts: [codebuild.Artifacts.s3({ identifier: 'reports', bucket: reports, name: 'reports' })],
      // A cache can be made again.
      cache: codebuild.Cache.bucket(speed),
    });

    const versioned = new s3.Bucket(this, 'VersionedOutputs', { versioned: true });
    new codebuild.Project(this, 'Careful', {
      buildSpec,
      source: codebuild.Source.gitHub({ owner: 'acme', repo: 'shop' }),
      artifacts: codebuild.Artifacts.s3({ bucket: versioned }),
    });
  }
}
