import * as ecr from 'aws-cdk-lib/aws-ecr';
import { Construct } from 'constructs';

/** A repository with the defaults of this company. */
export class HardenedRepository extends ecr.Repository {
  constructor(scope: Construct, id: string, props: ecr.RepositoryProps = {}) {
    super(scope, id, {
      imageScanOnPush: true,
      imageTagMutability: ecr.TagMutability.IMMUTABLE,
      ...props,
    });
  }
}
