// plimsoll: ignore-file[ecr/mutable-tags] a sandbox
import { Stack, aws_ecr as ecr } from 'aws-cdk-lib';

new ecr.Repository(new Stack(), 'Sandbox');
