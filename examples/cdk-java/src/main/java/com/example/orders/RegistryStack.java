package com.example.orders;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecr.IRepository;
import software.amazon.awscdk.services.ecr.LifecycleRule;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecr.TagMutability;
import software.amazon.awscdk.services.ecr.TagStatus;
import software.constructs.Construct;

public class RegistryStack extends Stack {
    private final IRepository orders;

    public RegistryStack(final Construct scope, final String id) {
        super(scope, id);

        // Neither scanned nor immutable, and it keeps every image for ever.
        orders = Repository.Builder.create(this, "Orders").repositoryName("orders").build();

        Repository.Builder.create(this, "Tools")
                .repositoryName("tools")
                .imageScanOnPush(true)
                .imageTagMutability(TagMutability.IMMUTABLE)
                .lifecycleRules(List.of(LifecycleRule.builder()
                        .tagStatus(TagStatus.UNTAGGED)
                        .maxImageAge(Duration.days(365))
                        .build()))
                .build();
    }

    public IRepository getOrders() {
        return orders;
    }
}
