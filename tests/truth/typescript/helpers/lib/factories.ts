import { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

interface Options {
  readonly scan: boolean;
}

function makeRepository(scope: Construct, name: string, { scan }: Options = { scan: true }) {
  const repository = new ecr.Repository(scope, `${name}Repository`, { imageScanOnPush: scan });
  expire(repository);
  return repository;
}

function expire(repository: ecr.Repository) {
  repository.addLifecycleRule({ maxImageCount: 100 });
}

const makeBucket = (scope: Construct, versioned: boolean) => new s3.Bucket(scope, 'Artifacts', { versioned });

/** Functions make the constructs, in the scope that they are given. */
export class FactoryStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    makeRepository(this, 'Orders');
    makeRepository(this, 'Billing', { scan: false });
    makeBucket(new Construct(this, 'Kept'), true);
    makeBucket(new Construct(this, 'Lost'), false);
  }
}
