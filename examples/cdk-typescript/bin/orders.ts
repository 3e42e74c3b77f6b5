#!/usr/bin/env node
import { App } from 'aws-cdk-lib';
import { DeliveryStack } from '../lib/delivery-stack';
import { RegistryStack } from '../lib/registry-stack';
import { ServiceStack } from '../lib/service-stack';

const app = new App();

const registry = new RegistryStack(app, 'Registry');

new ServiceStack(app, 'Service', {
  repository: registry.orders,
  imageTag: process.env.IMAGE_TAG ?? 'latest',
});

new DeliveryStack(app, 'Delivery', { repository: registry.orders });
