import { App, Stack, aws_codepipeline as codepipeline, aws_codepipeline_actions as actions } from 'aws-cdk-lib';
import { StorageStack } from './storage';

const app = new App();
const storage = new StorageStack(app, 'Storage');
const stack = new Stack(app, 'Delivery');

new codepipeline.Pipeline(stack, 'Own');

const output = new codepipeline.Artifact();
const pipeline = new codepipeline.Pipeline(stack, 'Given', { artifactBucket: storage.store });
const source = pipeline.addStage({ stageName: 'Source' });
source.addAction(
  new actions.S3SourceAction({ actionName: 'Fetch', bucket: storage.sources, bucketKey: 'app.zip', output }),
);
