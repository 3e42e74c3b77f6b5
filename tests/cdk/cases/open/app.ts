import { App, Stack, aws_ecr as ecr } from 'aws-cdk-lib';
import { harden, defaults } from '@acme/cdk';

const stack = new Stack(new App(), 'Open');

new ecr.Repository(stack, 'SpreadLast', { imageScanOnPush: false, ...defaults });
new ecr.Repository(stack, 'SpreadFirst', { ...defaults, imageScanOnPush: false });
new ecr.Repository(stack, 'Props', defaults);
new ecr.Repository(stack, 'Newer', { anOptionOfTomorrow: true } as any);

const handed = new ecr.Repository(stack, 'Handed');
harden(handed);

const granted = new ecr.Repository(stack, 'Granted');
granted.grantPull(null as any);
