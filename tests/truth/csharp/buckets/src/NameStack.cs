using Amazon.CDK;
using Amazon.CDK.AWS.S3;
using Constructs;

namespace Buckets;

/// <summary>Buckets that nothing but their names speaks for.</summary>
public class NameStack : Stack
{
    public NameStack(Construct scope, string id) : base(scope, id)
    {
        new Bucket(this, "BuildArtifacts");
        new Bucket(this, "Releases");
        new Bucket(this, "Storage", new BucketProps { BucketName = "acme-build-artifacts" });
        new Bucket(this, "Photos");
        new Bucket(this, "ReleaseLogs");
        new Bucket(this, "Site", new BucketProps { WebsiteIndexDocument = "index.html" });

        var logs = new Bucket(this, "Deployments");
        new Bucket(this, "Pictures", new BucketProps { ServerAccessLogsBucket = logs });
    }
}
