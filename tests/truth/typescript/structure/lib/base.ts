import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { HardenedRepository, RepositoriesProps, ServiceRepositories } from './shared';

/** What all stacks of this company have. */
abstract class CompanyStack extends Stack {
  protected readonly repositories: ServiceRepositories;

  constructor(scope: Construct, id: string, props: RepositoriesProps) {
    super(scope, id);
    this.repositories = new ServiceRepositories(this, 'Repositories', props);
  }
}

export class TeamStack extends CompanyStack {
  constructor(scope: Construct, id: string) {
    super(scope, id, {});
    this.repositories.orders.addLifecycleRule({ maxImageCount: 20 });
    new HardenedRepository(this, 'Hardened');
    new HardenedRepository(this, 'HardenedUnscanned', { imageScanOnPush: false });
  }
}

/** Without a constructor of its own. */
export class GlobalStack extends CompanyStack {}
