package shop;

import java.util.Collections;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ecr.ImageTagMutabilityExclusionFilter;
import software.amazon.awscdk.services.ecr.LifecycleRule;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecr.RepositoryEncryption;
import software.amazon.awscdk.services.ecr.RepositoryProps;
import software.amazon.awscdk.services.ecr.TagMutability;
import software.amazon.awscdk.services.ecr.TagStatus;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/** Everything that the props of a repository can say. */
public class PropsStack extends Stack {
    private static final List<LifecycleRule> EXPIRY = List.of(LifecycleRule.builder().maxImageCount(30).build());

    private static final RepositoryProps HARDENED = RepositoryProps.builder()
            .imageScanOnPush(true)
            .imageTagMutability(TagMutability.IMMUTABLE)
            .lifecycleRules(EXPIRY)
            .build();

    public PropsStack(final Construct scope, final String id) {
        this(scope, id, null);
    }

    public PropsStack(final Construct scope, final String id, final StackProps props) {
        super(scope, id, props);

        new Repository(this, "Bare");
        Repository.Builder.create(this, "Empty").build();
        Repository.Builder.create(this, "Named")
                .repositoryName("shop/orders")
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();

        Repository.Builder.create(this, "Scanned").imageScanOnPush(true).build();
        Repository.Builder.create(this, "Unscanned").imageScanOnPush(Boolean.FALSE).build();

        Repository.Builder.create(this, "Mutable").imageTagMutability(TagMutability.MUTABLE).build();
        new Repository(this, "Immutable",
                new RepositoryProps.Builder().imageTagMutability(TagMutability.IMMUTABLE).build());
        Repository.Builder.create(this, "ImmutableButLatest")
                .imageTagMutability(TagMutability.IMMUTABLE_WITH_EXCLUSION)
                .imageTagMutabilityExclusionFilters(List.of(ImageTagMutabilityExclusionFilter.wildcard("latest*")))
                .build();
        Repository.Builder.create(this, "MutableButReleases")
                .imageTagMutability(TagMutability.MUTABLE_WITH_EXCLUSION)
                .imageTagMutabilityExclusionFilters(List.of(ImageTagMutabilityExclusionFilter.wildcard("v*")))
                .build();
        Repository.Builder.create(this, "MutableButEverything")
                .imageTagMutability(TagMutability.MUTABLE_WITH_EXCLUSION)
                .imageTagMutabilityExclusionFilters(List.of(ImageTagMutabilityExclusionFilter.wildcard("*")))
                .build();

        Repository.Builder.create(this, "Expiring")
                .lifecycleRules(List.of(LifecycleRule.builder()
                        .tagStatus(TagStatus.UNTAGGED)
                        .maxImageAge(Duration.days(14))
                        .build()))
                .build();
        Repository.Builder.create(this, "NoRules").lifecycleRules(Collections.emptyList()).build();
        new Repository(this, "Hardened", HARDENED);
        new Repository(this, "Spread", RepositoryProps.builder()
                .imageTagMutability(HARDENED.getImageTagMutability())
                .lifecycleRules(HARDENED.getLifecycleRules())
                .imageScanOnPush(false)
                .build());
        Repository.Builder last = Repository.Builder.create(this, "SpreadLast");
        last.imageScanOnPush(false);
        last.imageTagMutability(TagMutability.IMMUTABLE).lifecycleRules(EXPIRY);
        last.imageScanOnPush(true);
        last.build();
        Repository.Builder.create(this, "Encrypted")
                .encryption(RepositoryEncryption.KMS)
                .encryptionKey(new Key(this, "Key"))
                .lifecycleRules(EXPIRY)
                .build();
    }
}
