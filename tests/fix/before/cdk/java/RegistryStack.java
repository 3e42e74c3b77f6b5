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

        new Repository(this, "Bare");

        Repository.Builder.create(this, "Line").repositoryName("line").build();

        Repository.Builder.create(this, "Lines")
                .repositoryName("lines") // by hand
                // .emptyOnDelete(true)
                .build();

        Repository.Builder.create(this, "Off").imageScanOnPush(false).imageTagMutability(TagMutability.MUTABLE).build();

        new Repository(this, "Props", RepositoryProps.builder()
            .repositoryName("props")
            .build());

        new Repository(this, "Trailing", RepositoryProps.builder().
            repositoryName("trailing").
            build());

        software.amazon.awscdk.services.ecr.Repository.Builder.create(this, "Qualified").build();

        CfnRepository.Builder.create(this, "First")
            .imageTagMutability("MUTABLE")
            .build();

        CfnRepository.Builder.create(this, "Nested")
            .imageScanningConfiguration(CfnRepository.ImageScanningConfigurationProperty.builder()
                .scanOnPush(false)
                .build())
            .build();

        new CfnRepository(this, "Map", CfnRepositoryProps.builder()
            .imageScanningConfiguration(Map.of("scanOnPush", false))
            .build());

        new Bucket(this, "ArtifactStore");
        Bucket.Builder.create(this, "ArtifactBucket").removalPolicy(RemovalPolicy.DESTROY).versioned(false).build();

        RepositoryProps shared = RepositoryProps.builder().repositoryName("shared").build();
        new Repository(this, "Variable", shared);

        Repository.Builder begun = Repository.Builder.create(this, "Begun");
        begun.repositoryName("begun");
        begun.build();

        boolean scan = false;
        Repository.Builder.create(this, "Condition").imageScanOnPush(scan).build();
    }

    public static void main(String[] args) {
        App app = new App();
        new RegistryStack(app, "Blue");
    }
}
