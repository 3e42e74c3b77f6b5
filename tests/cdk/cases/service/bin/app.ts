import * as cdk from 'aws-cdk-lib';
import { ServiceStack } from '../lib/service-stack';

const app = new cdk.App();
new ServiceStack(app, 'Dev', { imageTag: 'latest' });
new ServiceStack(app, 'Prod', { imageTag: '1.4.2', versioned: true });
