import { App, Stack, aws_ecr as ecr } from 'aws-cdk-lib';

const first: string = second;
const second: string = first;
const endless = (n: number): string => endless(n + 1);

class Nested extends Stack {
  constructor(scope: any, id: string) {
    super(scope, id);
    new ecr.Repository(this, 'Repo', { repositoryName: first });
    new ecr.Repository(this, 'Endless', { repositoryName: endless(0) });
    new Nested(this, 'Inner');
  }
}

new Nested(new App(), 'Outer');
