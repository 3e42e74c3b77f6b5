import * as ecr from 'aws-cdk-lib/aws-ecr';
import { Construct } from 'constructs';

export interface RepositoriesProps {
  readonly keep?: number;
}

export class Repositories extends Construct {
  readonly orders: ecr.Repository;
  readonly billing: ecr.Repository;

  constructor(scope: Construct, id: string, { keep }: RepositoriesProps) {
    super(scope, id);
    this.orders = new ecr.Repository(this, 'Orders');
    this.billing = new ecr.Repository(this, 'Billing', { imageScanOnPush: true });
    if (keep) {
      this.billing.addLifecycleRule({ maxImageCount: keep });
    }
  }
}
