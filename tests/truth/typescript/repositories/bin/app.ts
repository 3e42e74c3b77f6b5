import * as cdk from 'aws-cdk-lib';
import { AspectStack } from '../lib/aspects';
import { LaterStack } from '../lib/later';
import { LevelOneStack } from '../lib/level-one';
import { MixinStack } from '../lib/mixins';
import { PropsStack } from '../lib/props';

const app = new cdk.App();
new PropsStack(app, 'Props');
new LaterStack(app, 'Later');
new LevelOneStack(app, 'LevelOne');
new MixinStack(app, 'Mixins');
new AspectStack(app, 'Aspects');
