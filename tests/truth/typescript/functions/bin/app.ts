import { App } from 'aws-cdk-lib';
import { AgentStack } from '../lib/agents';
import { BatchStack } from '../lib/batch';
import { FunctionStack } from '../lib/functions';
import { LevelOneStack } from '../lib/level-one';
import { TrainingStack } from '../lib/training';

const app = new App();
new FunctionStack(app, 'Functions');
new BatchStack(app, 'Batch');
new AgentStack(app, 'Agents');
new LevelOneStack(app, 'LevelOne');
new TrainingStack(app, 'Training');
