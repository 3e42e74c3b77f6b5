import { CfnResource, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/** What becomes of a repository after it was made. */
export class LaterStack extends Stack {
  private readonly archive: ecr.Repository;

  constructor(scope: Construct, id: string) {
    super(scope, id);

    const expiring = new ecr.Repository(this, 'Expiring', { imageScanOnPush: true });
    expiring.addLifecycleRule({ tagStatus: ecr.TagStatus.UNTAGGED, maxImageCount: 5 });
    expiring.addLifecycleRule({ maxImageCount: 50 });

    this.archive = new ecr.Repository(this, 'Archive', { imageTagMutability: ecr.TagMutability.IMMUTABLE });
    this.expire();

    // Permissions change none of what counts here.
    const granted = new ecr.Repository(this, 'Granted');
    granted.grantPull(new iam.AccountRootPrincipal());

    const typed = new ecr.Repository(this, 'Typed');
    const resource = typed.node.defaultChild as ecr.CfnRepository;
    resource.imageTagMutability = 'IMMUTABLE';
    resource.imageScanningConfiguration = { scanOnPush: true };

    const overridden = new ecr.Repository(this, 'Overridden');
    (overridden.node.defaultChild as ecr.CfnRepository).addPropertyOverride('ImageTagMutability', 'IMMUTABLE');
    (overridden.node.defaultChild as CfnResource).addPropertyOverride('ImageScanningConfiguration.ScanOnPush', true);

    const loosened = new ecr.Repository(this, 'Loosened', {
      imageScanOnPush: true,
      imageTagMutability: ecr.TagMutability.IMMUTABLE,
      lifecycleRules: [{ maxImageCount: 9 }],
    });
    const loose = loosened.node.defaultChild as ecr.CfnRepository;
    loose.addOverride('Properties.ImageTagMutability', 'MUTABLE');
    loose.addPropertyDeletionOverride('ImageScanningConfiguration');
    loose.addDeletionOverride('Properties.LifecyclePolicy');
  }

  private expire() {
    this.archive.addLifecycleRule({ maxImageCount: 500 });
  }
}
