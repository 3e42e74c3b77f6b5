package shop;

import static software.amazon.awscdk.services.ecr.TagMutability.IMMUTABLE;
import static software.amazon.awscdk.services.ecr.TagMutability.*;

import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecr.*;
import software.amazon.awscdk.services.ecr.CfnRepository.ImageScanningConfigurationProperty;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.ecr.Repository.Builder;

class Names {
    public static void main(String[] args) {
        Stack stack = new Stack(new App(), "Names");
        // The package's own class hides what the star imports.
        new Repository(stack, "Own");
        Builder.create(stack, "NestedImport").build();
        software.amazon.awscdk.services.ecr.Repository.Builder.create(stack, "Qualified")
            .imageTagMutability(IMMUTABLE).build();
        new software.amazon.awscdk.services.ecr.Repository(stack, "QualifiedNew",
            software.amazon.awscdk.services.ecr.RepositoryProps.builder().imageTagMutability(MUTABLE).build());
        CfnRepository.Builder.create(stack, "Star")
            .imageScanningConfiguration(ImageScanningConfigurationProperty.builder().scanOnPush(true).build()).build();
        Bucket bucket = Bucket.Builder.create(stack, "Named").versioned(true).build();
        String text = "new software.amazon.awscdk.services.ecr.Repository(stack, \"Text\")"; /* new Bucket(stack, "C") */
        {
            class Bucket {
                Bucket(Stack stack, String id) {
                }
            }
            new Bucket(stack, "Local");
        }
    }
}
