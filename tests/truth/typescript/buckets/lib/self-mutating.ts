import { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CodePipeline, CodePipelineSource, ShellStep } from 'aws-cdk-lib/pipelines';
import { Construct } from 'constructs';

export class SelfMutatingStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    const sources = new s3.Bucket(this, 'Sources');
    const synth = new ShellStep('Synth', {
      input: CodePipelineSource.s3(sources, 'app.zip'),
      commands: ['npm ci', 'npx cdk synth'],
    });
    new CodePipeline(this, 'Delivery', { synth });

    new CodePipeline(this, 'OnPush', {
      synth: new ShellStep('Synth', {
        input: CodePipelineSource.ecr(ecr.Repository.fromRepositoryName(this, 'Image', 'synth')),
        commands: ['npx cdk synth'],
      }),
    });

    new CodePipeline(this, 'Kept', {
      artifactBucket: new s3.Bucket(this, 'KeptStore', { versioned: true }),
      synth: new ShellStep('Synth', {
        input: CodePipelineSource.connection('acme/shop', 'main', {
          connectionArn: 'arn:aws:codestar-connections:eu-west-1:111122223333:connection/shop',
        }),
        commands: ['npx cdk synth'],
      }),
    });
  }
}
