import { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { Construct } from 'constructs';

/** What is set for the whole registry decides about repositories of other stacks. */
export class RegistryStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    new ecr.CfnRegistryScanningConfiguration(this, 'Scanning', {
      scanType: 'BASIC',
      rules: [
        {
          scanFrequency: 'SCAN_ON_PUSH',
          repositoryFilters: [{ filter: 'team/*', filterType: 'WILDCARD' }],
        },
      ],
    });

    new ecr.CfnPullThroughCacheRule(this, 'PublicImages', {
      ecrRepositoryPrefix: 'public',
      upstreamRegistryUrl: 'public.ecr.aws',
    });
  }
}
