import { CfnResource, Mixins, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { Construct, IConstruct, IMixin } from 'constructs';

/** A mixin of the app's own. */
class ScanOnPush implements IMixin {
  supports(construct: IConstruct): boolean {
    return construct instanceof ecr.CfnRepository;
  }

  applyTo(construct: IConstruct) {
    (construct as CfnResource).addPropertyOverride('ImageScanningConfiguration.ScanOnPush', true);
  }
}

export class MixinStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    const emptied = new ecr.Repository(this, 'Emptied');
    emptied.with(new ecr.mixins.RepositoryAutoDeleteImages());

    const scanned = new ecr.CfnRepository(this, 'Scanned');
    scanned.with(new ScanOnPush());

    const group = new Construct(this, 'Group');
    new ecr.Repository(group, 'Inside');
    new ecr.Repository(this, 'Outside');
    Mixins.of(group).apply(new ScanOnPush());
  }
}
