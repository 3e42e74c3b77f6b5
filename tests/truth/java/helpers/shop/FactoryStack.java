package shop;

import java.util.function.BiFunction;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecr.LifecycleRule;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.s3.Bucket;
import software.constructs.Construct;

/** Functions make the constructs, in the scope that they are given. */
public class FactoryStack extends Stack {
    record Options(boolean scan) {
    }

    private static final BiFunction<Construct, Boolean, Bucket> MAKE_BUCKET =
            (scope, versioned) -> Bucket.Builder.create(scope, "Artifacts").versioned(versioned).build();

    public FactoryStack(final Construct scope, final String id) {
        super(scope, id);
        makeRepository(this, "Orders", new Options(true));
        makeRepository(this, "Billing", new Options(false));
        MAKE_BUCKET.apply(new Construct(this, "Kept"), true);
        MAKE_BUCKET.apply(new Construct(this, "Lost"), false);
    }

    private static Repository makeRepository(final Construct scope, final String name, final Options options) {
        Repository repository = Repository.Builder.create(scope, name + "Repository")
                .imageScanOnPush(options.scan())
                .build();
        expire(repository);
        return repository;
    }

    private static void expire(final Repository repository) {
        repository.addLifecycleRule(LifecycleRule.builder().maxImageCount(100).build());
    }
}
