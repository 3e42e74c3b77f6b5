import { App, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as s3 from 'aws-cdk-lib/aws-s3';

const stack = new Stack(new App(), 'Later');

const hatch = new ecr.Repository(stack, 'Hatch');
const level1 = hatch.node.defaultChild as ecr.CfnRepository;
level1.imageTagMutability = 'IMMUTABLE';
level1.addPropertyOverride('ImageScanningConfiguration.ScanOnPush', true);

const removed = new s3.Bucket(stack, 'Removed', { versioned: true });
(removed.node.defaultChild as s3.CfnBucket).addPropertyDeletionOverride('VersioningConfiguration');

const unknownPath = new s3.Bucket(stack, 'UnknownPath');
(unknownPath.node.defaultChild as s3.CfnBucket).addPropertyOverride(process.argv[2], 'x');

const unknownValue = new s3.Bucket(stack, 'UnknownValue');
(unknownValue.node.defaultChild as s3.CfnBucket).addPropertyOverride('VersioningConfiguration.Status', process.argv[2]);

const mixed = new s3.Bucket(stack, 'Mixed');
mixed.with(new s3.mixins.BucketVersioning());

const looped = new ecr.Repository(stack, 'Looped');
for (const count of process.argv) looped.addLifecycleRule({ maxImageCount: Number(count) });

const settings: any = { imageScanOnPush: true };
if (process.env.FAST) settings.imageScanOnPush = false;
new ecr.Repository(stack, 'Settings', settings);

const rules: any[] = [];
if (process.env.FAST) rules.push({ maxImageCount: 1 });
new ecr.Repository(stack, 'Rules', { lifecycleRules: rules });

let tag = 'MUTABLE';
if (process.env.FAST) tag = 'IMMUTABLE';
new ecr.CfnRepository(stack, 'Reassigned', { imageTagMutability: tag });
