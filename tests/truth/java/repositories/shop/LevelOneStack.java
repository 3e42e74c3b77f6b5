package shop;

import java.util.Map;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.CfnResourceProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecr.CfnPublicRepository;
import software.amazon.awscdk.services.ecr.CfnRepository;
import software.amazon.awscdk.services.ecr.CfnRepository.ImageScanningConfigurationProperty;
import software.amazon.awscdk.services.ecr.CfnRepositoryProps;
import software.constructs.Construct;

/** The classes that are CloudFormation's own types. */
public class LevelOneStack extends Stack {
    private static final String POLICY = """
            {
              "rules": [
                {
                  "rulePriority": 1,
                  "selection": {
                    "tagStatus": "untagged",
                    "countType": "sinceImagePushed",
                    "countUnit": "days",
                    "countNumber": 30
                  },
                  "action": { "type": "expire" }
                }
              ]
            }
            """;

    public LevelOneStack(final Construct scope, final String id) {
        super(scope, id);

        new CfnRepository(this, "Bare");
        CfnRepository.Builder.create(this, "Full")
                .imageTagMutability("IMMUTABLE")
                .imageScanningConfiguration(ImageScanningConfigurationProperty.builder().scanOnPush(true).build())
                .lifecyclePolicy(CfnRepository.LifecyclePolicyProperty.builder().lifecyclePolicyText(POLICY).build())
                .build();
        new CfnRepository(this, "EmptyPolicy", CfnRepositoryProps.builder()
                .lifecyclePolicy(CfnRepository.LifecyclePolicyProperty.builder().registryId("111122223333").build())
                .build());

        CfnRepository assigned = CfnRepository.Builder.create(this, "Assigned").imageTagMutability("MUTABLE").build();
        assigned.setImageTagMutability("IMMUTABLE");

        new CfnResource(this, "Raw", CfnResourceProps.builder()
                .type("AWS::ECR::Repository")
                .properties(Map.of("ImageTagMutability", "IMMUTABLE"))
                .build());
        // It has neither scanning nor mutability nor a lifecycle.
        new CfnPublicRepository(this, "Public");
    }
}
