import { App, Stack, aws_ecr as ecr } from 'aws-cdk-lib';

const stack = new Stack(new App(), 'Half');
const first = new ecr.Repository(stack, 'First');
const second = new ecr.
new ecr.Repository(stack, 'Third', { imageScanOnPush: true, 
