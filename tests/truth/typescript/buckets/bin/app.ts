import { App } from 'aws-cdk-lib';
import { BuildBucketStack } from '../lib/builds';
import { CodeBucketStack } from '../lib/code';
import { ElsewhereStack } from '../lib/elsewhere';
import { LevelOneStack } from '../lib/level-one';
import { NameStack } from '../lib/names';
import { PipelineStack } from '../lib/pipelines';
import { SelfMutatingStack } from '../lib/self-mutating';
import { VersionedStack } from '../lib/versioned';

const app = new App();
new PipelineStack(app, 'Pipelines');
new SelfMutatingStack(app, 'SelfMutating');
new BuildBucketStack(app, 'Builds');
new CodeBucketStack(app, 'Code');
new VersionedStack(app, 'Versioned');
new NameStack(app, 'Names');
new ElsewhereStack(app, 'Elsewhere');
new LevelOneStack(app, 'LevelOne');
