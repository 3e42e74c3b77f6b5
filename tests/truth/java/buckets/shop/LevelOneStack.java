package shop;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.codebuild.CfnProject;
import software.amazon.awscdk.services.codepipeline.CfnPipeline;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.constructs.Construct;

/** Pipelines and builds as CloudFormation's own types. */
public class LevelOneStack extends Stack {
    public LevelOneStack(final Construct scope, final String id) {
        super(scope, id);

        CfnBucket store = CfnBucket.Builder.create(this, "Store").bucketName("acme-store").build();
        Bucket source = new Bucket(this, "Source");
        CfnPipeline.Builder.create(this, "Pipeline")
                .roleArn("arn:aws:iam::111122223333:role/pipeline")
                .artifactStore(CfnPipeline.ArtifactStoreProperty.builder().type("S3").location(store.getRef()).build())
                .stages(List.of(CfnPipeline.StageDeclarationProperty.builder()
                        .name("Source")
                        .actions(List.of(CfnPipeline.ActionDeclarationProperty.builder()
                                .name("Upload")
                                .actionTypeId(CfnPipeline.ActionTypeIdProperty.builder()
                                        .category("Source")
                                        .owner("AWS")
                                        .provider("S3")
                                        .version("1")
                                        .build())
                                .configuration(Map.of("S3Bucket", source.getBucketName(), "S3ObjectKey", "app.zip"))
                                .outputArtifacts(List.of(
                                        CfnPipeline.OutputArtifactProperty.builder().name("Source").build()))
                                .build()))
                        .build()))
                .build();

        Bucket outputs = new Bucket(this, "Outputs");
        CfnProject.Builder.create(this, "Project")
                .artifacts(CfnProject.ArtifactsProperty.builder().type("S3").location(outputs.getBucketName()).build())
                .environment(CfnProject.EnvironmentProperty.builder()
                        .computeType("BUILD_GENERAL1_SMALL")
                        .image("aws/codebuild/standard:7.0")
                        .type("LINUX_CONTAINER")
                        .build())
                .serviceRole("build")
                .source(CfnProject.SourceProperty.builder()
                        .type("GITHUB")
                        .location("https://github.com/acme/shop.git")
                        .build())
                .build();
    }
}
