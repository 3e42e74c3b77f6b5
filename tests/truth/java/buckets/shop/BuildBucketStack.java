package shop;

import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.codebuild.*;
import software.amazon.awscdk.services.s3.Bucket;
import software.constructs.Construct;

/** What builds read and write. */
public class BuildBucketStack extends Stack {
    public BuildBucketStack(final Construct scope, final String id) {
        super(scope, id);
        BuildSpec buildSpec = BuildSpec.fromSourceFilename("buildspec.yml");

        Bucket outputs = new Bucket(this, "Outputs");
        Bucket reports = new Bucket(this, "Reports");
        Bucket inputs = new Bucket(this, "Inputs");
        Bucket speed = new Bucket(this, "Speed");
        Project.Builder.create(this, "Build")
                .buildSpec(buildSpec)
                .source(Source.s3(S3SourceProps.builder().bucket(inputs).path("app.zip").build()))
                .artifacts(Artifacts.s3(
                        S3ArtifactsProps.builder().bucket(outputs).name("app.zip").packageZip(true).build()))
                .secondaryArtifacts(List.of(Artifacts.s3(
                        S3ArtifactsProps.builder().identifier("reports").bucket(reports).name("reports").build())))
                // A cache can be made again.
                .cache(Cache.bucket(speed))
                .build();

        Bucket versioned = Bucket.Builder.create(this, "VersionedOutputs").versioned(true).build();
        Project.Builder.create(this, "Careful")
                .buildSpec(buildSpec)
                .source(Source.gitHub(GitHubSourceProps.builder().owner("acme").repo("shop").build()))
                .artifacts(Artifacts.s3(S3ArtifactsProps.builder().bucket(versioned).build()))
                .build();
    }
}
