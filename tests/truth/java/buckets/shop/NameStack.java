package shop;

import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketProps;
import software.constructs.Construct;

/** Buckets that nothing but their names speaks for. */
public class NameStack extends Stack {
    public NameStack(final Construct scope, final String id) {
        super(scope, id);

        new Bucket(this, "BuildArtifacts");
        new Bucket(this, "Releases");
        new Bucket(this, "Storage", BucketProps.builder().bucketName("acme-build-artifacts").build());
        new Bucket(this, "Photos");
        new Bucket(this, "ReleaseLogs");
        Bucket.Builder.create(this, "Site").websiteIndexDocument("index.html").build();

        Bucket logs = new Bucket(this, "Deployments");
        Bucket.Builder.create(this, "Pictures").serverAccessLogsBucket(logs).build();
    }
}
