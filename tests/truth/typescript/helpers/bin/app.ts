import { App } from 'aws-cdk-lib';
import { FactoryStack } from '../lib/factories';
import { MethodStack } from '../lib/methods';
import { makeStack } from '../lib/stacks';

const app = new App();
new MethodStack(app, 'Methods');
new FactoryStack(app, 'Factories');
makeStack(app, 'MadeForTest', 'test');
makeStack(app, 'MadeForAll', '1.0.1');
