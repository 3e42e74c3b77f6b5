package com.example.registry;

import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecr.CfnRepository;
import software.amazon.awscdk.services.ecr.CfnRepositoryProps;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecr.RepositoryProps;
import software.amazon.awscdk.services.ecr.TagMutability;
import software.amazon.awscdk.services.s3.*;
import software.constructs.Construct;

public class RegistryStack extends Stack {
    public RegistryStack(final Construct scope, final String id) {
        super(scope, id);

        Repository.Builder.create(this, "Bare").imageTagMutability(TagMutability.IMMUTABLE).imageScanOnPush(true).build();

        Repository.Builder.create(this, "Line").repositoryName("line").imageTagMutability(TagMutability.IMMUTABLE).imageScanOnPush(true).build();

        Repository.Builder.create(this, "Lines")
                .repositoryName("lines") // by hand
                // .emptyOnDelete(true)
                .imageTagMutability(TagMutability.IMMUTABLE)
                .imageScanOnPush(true)
                .build();

        Repository.Builder.create(this, "Off").imageScanOnPush(true).imageTagMutability(TagMutability.IMMUTABLE).build();

        new Repository(this, "Props", RepositoryProps.builder()
            .repositoryName("props")
            .imageTagMutability(TagMutability.IMMUTABLE)
            .imageScanOnPush(true)
            .build());

        new Repository(this, "Trailing", RepositoryProps.builder().
            repositoryName("trailing").
            imageTagMutability(TagMutability.IMMUTABLE).
            imageScanOnPush(true).
            build());

        software.amazon.awscdk.services.ecr.Repository.Builder.create(this, "Qualified").imageTagMutability(TagMutability.IMMUTABLE).imageScanOnPush(true).build();

        CfnRepository.Builder.create(this, "First")
            .imageTagMutability("IMMUTABLE")
            .lifecyclePolicy(CfnRepository.LifecyclePolicyProperty.builder().lifecyclePolicyText("{\"rules\":[{\"action\":{\"type\":\"expire\"},\"description\":\"Expire untagged images after a year\",\"rulePriority\":1,\"selection\":{\"countNumber\":365,\"countType\":\"sinceImagePushed\",\"countUnit\":\"days\",\"tagStatus\":\"untagged\"}}]}").build())
            .imageScanningConfiguration(CfnRepository.ImageScanningConfigurationProperty.builder().scanOnPush(true).build())
            .build();

        CfnRepository.Builder.create(this, "Nested")
            .imageScanningConfiguration(CfnRepository.ImageScanningConfigurationProperty.builder()
                .scanOnPush(true)
                .build())
            .lifecyclePolicy(CfnRepository.LifecyclePolicyProperty.builder().lifecyclePolicyText("{\"rules\":[{\"action\":{\"type\":\"expire\"},\"description\":\"Expire untagged images after a year\",\"rulePriority\":1,\"selection\":{\"countNumber\":365,\"countType\":\"sinceImagePushed\",\"countUnit\":\"days\",\"tagStatus\":\"untagged\"}}]}").build())
            .imageTagMutability("IMMUTABLE")
            .build();

        new CfnRepository(this, "Map", CfnRepositoryProps.builder()
            .imageScanningConfiguration(Map.of("scanOnPush", true))
            .lifecyclePolicy(CfnRepository.LifecyclePolicyProperty.builder().lifecyclePolicyText("{\"rules\":[{\"action\":{\"type\":\"expire\"},\"description\":\"Expire untagged images after a year\",\"rulePriority\":1,\"selection\":{\"countNumber\":365,\"countType\":\"sinceImagePushed\",\"countUnit\":\"days\",\"tagStatus\":\"untagged\"}}]}").build())
            .imageTagMutability("IMMUTABLE")
            .build());

        Bucket.Builder.create(this, "ArtifactStore").versioned(true).build();
        Bucket.Builder.create(this, "ArtifactBucket").removalPolicy(RemovalPolicy.DESTROY).versioned(true).build();

        RepositoryProps shared = RepositoryProps.builder().repositoryName("shared").build();
        new Repository(this, "Variable", shared);

        Repository.Builder begun = Repository.Builder.create(this, "Begun");
        begun.repositoryName("begun");
        begun.build();

        boolean scan = false;
        Repository.Builder.create(this, "Condition").imageScanOnPush(scan).imageTagMutability(TagMutability.IMMUTABLE).build();
    }

    public static void main(String[] args) {
        App app = new App();
        new RegistryStack(app, "Blue");
    }
}
