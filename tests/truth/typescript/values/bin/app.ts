import { App } from 'aws-cdk-lib';
import { settings } from '../lib/config';
import { ConstantStack } from '../lib/constants';
import { ContextStack } from '../lib/context';
import { EnvironmentStack } from '../lib/environment';
import { FunctionStack } from '../lib/functions';
import { LoopStack } from '../lib/loops';
import { ParameterStack } from '../lib/parameters';
import { ServiceStack } from '../lib/service';

const app = new App();

new ServiceStack(app, 'Nightly', { imageTag: 'nightly' });
new ServiceStack(app, 'Release', { imageTag: '1.9.0', immutable: true });
new ServiceStack(app, 'Forgotten');
new ServiceStack(app, 'Configured', { imageTag: settings.orders.tag, ...settings.repository });

new ConstantStack(app, 'Constants');
new EnvironmentStack(app, 'Environment');
new ContextStack(app, 'Context');
new ParameterStack(app, 'Parameters');
new FunctionStack(app, 'Functions');
new LoopStack(app, 'Loops');
