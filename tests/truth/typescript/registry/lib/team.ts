import { Stack, StackProps } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { Construct } from 'constructs';

export interface TeamProps extends StackProps {
  readonly prefix: string;
}

export class TeamStack extends Stack {
  constructor(scope: Construct, id: string, props: TeamProps) {
    super(scope, id, props);

    new ecr.Repository(this, 'Covered', { repositoryName: `${props.prefix}/orders` });
    new ecr.Repository(this, 'Uncovered', { repositoryName: 'other/orders' });
    new ecr.Repository(this, 'Generated');
    new ecr.Repository(this, 'Cache', { repositoryName: 'public/docker/library/redis' });
  }
}
