import { App, Stack, aws_ecr as ecr } from 'aws-cdk-lib';
import { repository } from '@acme/names';

new ecr.Repository(new Stack(new App(), 'S'), 'R', { repositoryName: repository });
