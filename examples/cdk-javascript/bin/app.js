#!/usr/bin/env node
const { App } = require('aws-cdk-lib');
const { DeliveryStack } = require('../lib/delivery-stack');
const { RegistryStack } = require('../lib/registry-stack');
const { ServiceStack } = require('../lib/service-stack');

const app = new App();

const registry = new RegistryStack(app, 'Registry');

new ServiceStack(app, 'Service', {
  repository: registry.orders,
  imageTag: process.env.IMAGE_TAG ?? 'latest',
});

new DeliveryStack(app, 'Delivery', { repository: registry.orders });
