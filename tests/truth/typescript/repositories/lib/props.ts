import { Duration, RemovalPolicy, Stack, StackProps } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

const expiry: ecr.LifecycleRule[] = [{ maxImageCount: 30 }];

const hardened: ecr.RepositoryProps = {
  imageScanOnPush: true,
  imageTagMutability: ecr.TagMutability.IMMUTABLE,
  lifecycleRules: expiry,
};

/** Everything that the props of a repository can say. */
export class PropsStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    new ecr.Repository(this, 'Bare');
    new ecr.Repository(this, 'Empty', {});
    new ecr.Repository(this, 'Named', { repositoryName: 'shop/orders', removalPolicy: RemovalPolicy.DESTROY });

    new ecr.Repository(this, 'Scanned', { imageScanOnPush: true });
    new ecr.Repository(this, 'Unscanned', { imageScanOnPush: false });

    new ecr.Repository(this, 'Mutable', { imageTagMutability: ecr.TagMutability.MUTABLE });
    new ecr.Repository(this, 'Immutable', { imageTagMutability: ecr.TagMutability.IMMUTABLE });
    new ecr.Repository(this, 'ImmutableButLatest', {
      imageTagMutability: ecr.TagMutability.IMMUTABLE_WITH_EXCLUSION,
      imageTagMutabilityExclusionFilters: [ecr.ImageTagMutabilityExclusionFilter.wildcard('latest*')],
    });
    new ecr.Repository(this, 'MutableButReleases', {
      imageTagMutability: ecr.TagMutability.MUTABLE_WITH_EXCLUSION,
      imageTagMutabilityExclusionFilters: [ecr.ImageTagMutabilityExclusionFilter.wildcard('v*')],
    });
    new ecr.Repository(this, 'MutableButEverything', {
      imageTagMutability: ecr.TagMutability.MUTABLE_WITH_EXCLUSION,
      imageTagMutabilityExclusionFilters: [ecr.ImageTagMutabilityExclusionFilter.wildcard('*')],
    });

    new ecr.Repository(this, 'Expiring', {
      lifecycleRules: [{ tagStatus: ecr.TagStatus.UNTAGGED, maxImageAge: Duration.days(14) }],
    });
    new ecr.Repository(this, 'NoRules', { lifecycleRules: [] });
    new ecr.Repository(this, 'Hardened', hardened);
    new ecr.Repository(this, 'Spread', { ...hardened, imageScanOnPush: false });
    new ecr.Repository(this, 'SpreadLast', { imageScanOnPush: false, ...hardened });
    new ecr.Repository(this, 'Encrypted', {
      encryption: ecr.RepositoryEncryption.KMS,
      encryptionKey: new kms.Key(this, 'Key'),
      lifecycleRules: expiry,
    });
  }
}
