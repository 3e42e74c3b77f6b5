package shop;

import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.codebuild.PipelineProject;
import software.amazon.awscdk.services.codepipeline.Artifact;
import software.amazon.awscdk.services.codepipeline.IStage;
import software.amazon.awscdk.services.codepipeline.Pipeline;
import software.amazon.awscdk.services.codepipeline.StageOptions;
import software.amazon.awscdk.services.codepipeline.StageProps;
import software.amazon.awscdk.services.codepipeline.actions.CodeBuildAction;
import software.amazon.awscdk.services.codepipeline.actions.EcrSourceAction;
import software.amazon.awscdk.services.codepipeline.actions.S3DeployAction;
import software.amazon.awscdk.services.codepipeline.actions.S3SourceAction;
import software.amazon.awscdk.services.ecr.IRepository;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.s3.Bucket;
import software.constructs.Construct;

/** The buckets around pipelines: stores, sources and targets. */
public class PipelineStack extends Stack {
    public PipelineStack(final Construct scope, final String id) {
        super(scope, id);
        Artifact source = new Artifact();
        PipelineProject project = new PipelineProject(this, "Project");
        CodeBuildAction build =
                CodeBuildAction.Builder.create().actionName("Build").project(project).input(source).build();

        Bucket uploads = new Bucket(this, "Uploads");
        Pipeline own = new Pipeline(this, "Own");
        own.addStage(StageOptions.builder()
                .stageName("Source")
                .actions(List.of(S3SourceAction.Builder.create()
                        .actionName("Upload")
                        .bucket(uploads)
                        .bucketKey("a.zip")
                        .output(source)
                        .build()))
                .build());
        own.addStage(StageOptions.builder().stageName("Build").actions(List.of(build)).build());

        Bucket kept = Bucket.Builder.create(this, "Kept").versioned(true).build();
        Bucket store = new Bucket(this, "Store");
        Bucket target = new Bucket(this, "Target");
        Pipeline.Builder.create(this, "Given")
                .artifactBucket(store)
                .stages(List.of(
                        StageProps.builder()
                                .stageName("Source")
                                .actions(List.of(S3SourceAction.Builder.create()
                                        .actionName("Upload")
                                        .bucket(kept)
                                        .bucketKey("b.zip")
                                        .output(source)
                                        .build()))
                                .build(),
                        StageProps.builder()
                                .stageName("Deploy")
                                .actions(List.of(S3DeployAction.Builder.create()
                                        .actionName("Deploy")
                                        .bucket(target)
                                        .input(source)
                                        .build()))
                                .build()))
                .build();

        // The tag of a source only says when the pipeline starts.
        Bucket second = new Bucket(this, "SecondTarget");
        Pipeline keeping = Pipeline.Builder.create(this, "Keeping").artifactBucket(kept).build();
        IRepository orders = Repository.fromRepositoryName(this, "Orders", "orders");
        keeping.addStage(StageOptions.builder().stageName("Source").build()).addAction(
                EcrSourceAction.Builder.create().actionName("Push").repository(orders).output(source).build());
        IStage deploy = keeping.addStage(StageOptions.builder().stageName("Deploy").build());
        deploy.addAction(S3DeployAction.Builder.create().actionName("Deploy").bucket(second).input(source).build());

        Pipeline.Builder.create(this, "Central")
                .artifactBucket(Bucket.fromBucketName(this, "Imported", "central-artifacts"))
                .stages(List.of(
                        StageProps.builder()
                                .stageName("Source")
                                .actions(List.of(EcrSourceAction.Builder.create()
                                        .actionName("Push")
                                        .repository(orders)
                                        .imageTag("main")
                                        .output(source)
                                        .build()))
                                .build(),
                        StageProps.builder().stageName("Build").actions(List.of(build)).build()))
                .build();
    }
}
