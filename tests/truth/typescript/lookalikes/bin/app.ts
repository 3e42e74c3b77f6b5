import { App } from 'aws-cdk-lib';
import { QuietStack } from '../lib/quiet';

new QuietStack(new App(), 'Quiet');
