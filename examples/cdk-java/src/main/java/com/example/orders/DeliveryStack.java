package com.example.orders;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.codebuild.BuildEnvironment;
import software.amazon.awscdk.services.codebuild.BuildEnvironmentVariable;
import software.amazon.awscdk.services.codebuild.LinuxBuildImage;
import software.amazon.awscdk.services.codebuild.PipelineProject;
import software.amazon.awscdk.services.codepipeline.Artifact;
import software.amazon.awscdk.services.codepipeline.Pipeline;
import software.amazon.awscdk.services.codepipeline.StageProps;
import software.amazon.awscdk.services.codepipeline.actions.CodeBuildAction;
import software.amazon.awscdk.services.codepipeline.actions.S3SourceAction;
import software.amazon.awscdk.services.ecr.IRepository;
import software.amazon.awscdk.services.s3.Bucket;
import software.constructs.Construct;

public class DeliveryStack extends Stack {
    public DeliveryStack(final Construct scope, final String id, final IRepository repository) {
        super(scope, id);

        // A pipeline tells one upload from the next by its version, and this bucket keeps none.
        Bucket uploads = new Bucket(this, "Uploads");
        Bucket releases = Bucket.Builder.create(this, "Releases").versioned(true).build();

        Artifact source = new Artifact("Source");
        Artifact bundle = new Artifact("Bundle");
        PipelineProject project = PipelineProject.Builder.create(this, "Build")
                .environment(BuildEnvironment.builder()
                        .buildImage(LinuxBuildImage.fromDockerRegistry("node:20"))
                        .privileged(true)
                        .build())
                .environmentVariables(Map.of("REPOSITORY", BuildEnvironmentVariable.builder()
                        .value(repository.getRepositoryUri())
                        .build()))
                .build();
        repository.grantPullPush(project);

        Pipeline.Builder.create(this, "Pipeline")
                .artifactBucket(releases)
                .stages(List.of(
                        StageProps.builder()
                                .stageName("Source")
                                .actions(List.of(S3SourceAction.Builder.create()
                                        .actionName("Upload")
                                        .bucket(uploads)
                                        .bucketKey("orders.zip")
                                        .output(source)
                                        .build()))
                                .build(),
                        StageProps.builder()
                                .stageName("Build")
                                .actions(List.of(CodeBuildAction.Builder.create()
                                        .actionName("Build")
                                        .project(project)
                                        .input(source)
                                        .outputs(List.of(bundle))
                                        .build()))
                                .build()))
                .build();
    }
}
