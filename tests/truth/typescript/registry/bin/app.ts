import { App } from 'aws-cdk-lib';
import { RegistryStack } from '../lib/registry';
import { TeamStack } from '../lib/team';

const app = new App();
new RegistryStack(app, 'Registry');
new TeamStack(app, 'Team', { prefix: 'team' });
