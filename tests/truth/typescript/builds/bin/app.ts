import { App } from 'aws-cdk-lib';
import { BuildImageStack } from '../lib/build-images';

new BuildImageStack(new App(), 'Builds');
