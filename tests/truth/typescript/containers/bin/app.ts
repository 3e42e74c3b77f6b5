import { App } from 'aws-cdk-lib';
import { AssetStack } from '../lib/assets';
import { ConsumerStack } from '../lib/consumers';
import { PatternStack } from '../lib/patterns';
import { RegistryImageStack } from '../lib/registry-images';
import { RepositoryImageStack } from '../lib/repository-images';

const app = new App();
new RepositoryImageStack(app, 'RepositoryImages');
new RegistryImageStack(app, 'RegistryImages');
new AssetStack(app, 'Assets');
new ConsumerStack(app, 'Consumers');
new PatternStack(app, 'Patterns');
