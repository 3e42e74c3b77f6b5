package shop;

import java.util.List;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecr.*;
import software.amazon.awscdk.services.iam.AccountRootPrincipal;
import software.constructs.Construct;

/** What becomes of a repository after it was made. */
public class LaterStack extends Stack {
    private final Repository archive;

    public LaterStack(final Construct scope, final String id) {
        super(scope, id);

        Repository expiring = Repository.Builder.create(this, "Expiring").imageScanOnPush(true).build();
        expiring.addLifecycleRule(LifecycleRule.builder().tagStatus(TagStatus.UNTAGGED).maxImageCount(5).build());
        expiring.addLifecycleRule(LifecycleRule.builder().maxImageCount(50).build());

        archive = Repository.Builder.create(this, "Archive").imageTagMutability(TagMutability.IMMUTABLE).build();
        expire();

        // Permissions change none of what counts here.
        Repository granted = new Repository(this, "Granted");
        granted.grantPull(new AccountRootPrincipal());

        Repository typed = new Repository(this, "Typed");
        CfnRepository resource = (CfnRepository) typed.getNode().getDefaultChild();
        resource.setImageTagMutability("IMMUTABLE");
        resource.setImageScanningConfiguration(
                CfnRepository.ImageScanningConfigurationProperty.builder().scanOnPush(true).build());

        Repository overridden = new Repository(this, "Overridden");
        ((CfnRepository) overridden.getNode().getDefaultChild()).addPropertyOverride("ImageTagMutability", "IMMUTABLE");
        ((CfnResource) overridden.getNode().getDefaultChild())
                .addPropertyOverride("ImageScanningConfiguration.ScanOnPush", true);

        Repository loosened = Repository.Builder.create(this, "Loosened")
                .imageScanOnPush(true)
                .imageTagMutability(TagMutability.IMMUTABLE)
                .lifecycleRules(List.of(LifecycleRule.builder().maxImageCount(9).build()))
                .build();
        CfnRepository loose = (CfnRepository) loosened.getNode().getDefaultChild();
        loose.addOverride("Properties.ImageTagMutability", "MUTABLE");
        loose.addPropertyDeletionOverride("ImageScanningConfiguration");
        loose.addDeletionOverride("Properties.LifecyclePolicy");
    }

    private void expire() {
        this.archive.addLifecycleRule(LifecycleRule.builder().maxImageCount(500).build());
    }
}
