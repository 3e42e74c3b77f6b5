import { App } from 'aws-cdk-lib';
import { LegacyStack } from '../lib/legacy';
import { BarrelStack } from '../lib/through-barrel';
import { DefaultStack, NamedStack, NamespaceStack, RootStack } from '../lib/styles';
import { RequireStack } from '../lib/require';

const app = new App();
new NamespaceStack(app, 'Namespace');
new NamedStack(app, 'Named');
new RootStack(app, 'Root');
new DefaultStack(app, 'Default');
new BarrelStack(app, 'Barrel');
new RequireStack(app, 'Require');
new LegacyStack(app, 'Legacy');
