#!/usr/bin/env node
import 'source-map-support/register';
import defaults from './defaults';
import * as cdk from 'aws-cdk-lib';
import { Stack, aws_ecs as ecs, type StackProps, default as main, 'odd-name' as odd } from "aws-cdk-lib";
import both, { Construct } from 'constructs';
import type { Settings } from '../settings';
import legacy = require('@aws-cdk/core');
import Image = ecs.ContainerImage;
import Deep = cdk.aws_ecs.ContainerImage;
const late = await import('./late');
const inline = require('./inline').value;
function inside() {
  const hidden = require('./hidden');
  return hidden;
}
