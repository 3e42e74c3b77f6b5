package shop;

import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.pipelines.CodePipeline;
import software.amazon.awscdk.pipelines.CodePipelineSource;
import software.amazon.awscdk.pipelines.ConnectionSourceOptions;
import software.amazon.awscdk.pipelines.ShellStep;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.s3.Bucket;
import software.constructs.Construct;

public class SelfMutatingStack extends Stack {
    public SelfMutatingStack(final Construct scope, final String id) {
        super(scope, id);

        Bucket sources = new Bucket(this, "Sources");
        ShellStep synth = ShellStep.Builder.create("Synth")
                .input(CodePipelineSource.s3(sources, "app.zip"))
                .commands(List.of("npm ci", "npx cdk synth"))
                .build();
        CodePipeline.Builder.create(this, "Delivery").synth(synth).build();

        CodePipeline.Builder.create(this, "OnPush")
                .synth(ShellStep.Builder.create("Synth")
                        .input(CodePipelineSource.ecr(Repository.fromRepositoryName(this, "Image", "synth")))
                        .commands(List.of("npx cdk synth"))
                        .build())
                .build();

        CodePipeline.Builder.create(this, "Kept")
                .artifactBucket(Bucket.Builder.create(this, "KeptStore").versioned(true).build())
                .synth(ShellStep.Builder.create("Synth")
                        .input(CodePipelineSource.connection("acme/shop", "main", ConnectionSourceOptions.builder()
                                .connectionArn("arn:aws:codestar-connections:eu-west-1:111122223333:connection/shop")
                                .build()))
                        .commands(List.of("npx cdk synth"))
                        .build())
                .build();
    }
}
