import * as cdk from 'aws-cdk-lib';
import { aws_ecr as ecr, aws_s3 as s3 } from 'aws-cdk-lib';

export interface Props extends cdk.StackProps {
  readonly prefix?: string;
  readonly versioned?: boolean;
}

/** Somebody else's app creates it. */
export class LibraryStack extends cdk.Stack {
  constructor(scope: cdk.App, id: string, props: Props = {}) {
    super(scope, id, props);
    const { prefix = 'shop', versioned } = props;
    new ecr.Repository(this, 'Repo', { repositoryName: `${prefix}-images` });
    new s3.Bucket(this, 'Artifacts', { versioned });
  }
}

export function makeRepository(scope: cdk.Stack, id: string) {
  return new ecr.Repository(scope, id);
}
