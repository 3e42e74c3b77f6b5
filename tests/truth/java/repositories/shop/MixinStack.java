package shop;

import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Mixins;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecr.CfnRepository;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecr.mixins.RepositoryAutoDeleteImages;
import software.constructs.Construct;
import software.constructs.IConstruct;
import software.constructs.IMixin;

/** A mixin of the app's own. */
class ScanOnPush implements IMixin {
    @Override
    public Boolean supports(final IConstruct construct) {
        return construct instanceof CfnRepository;
    }

    @Override
    public void applyTo(final IConstruct construct) {
        ((CfnResource) construct).addPropertyOverride("ImageScanningConfiguration.ScanOnPush", true);
    }
}

public class MixinStack extends Stack {
    public MixinStack(final Construct scope, final String id) {
        super(scope, id);

        Repository emptied = new Repository(this, "Emptied");
        emptied.with(new RepositoryAutoDeleteImages());

        CfnRepository scanned = new CfnRepository(this, "Scanned");
        scanned.with(new ScanOnPush());

        Construct group = new Construct(this, "Group");
        new Repository(group, "Inside");
        new Repository(this, "Outside");
        Mixins.of(group).apply(new ScanOnPush());
    }
}
