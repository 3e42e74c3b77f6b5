using Amazon.CDK;
using Amazon.CDK.AWS.CodeBuild;
using Amazon.CDK.AWS.S3;
using Constructs;

namespace Buckets;

/// <summary>What builds read and write.</summary>
public class BuildBucketStack : Stack
{
    public BuildBucketStack(Construct scope, string id) : base(scope, id)
    {
        var buildSpec = BuildSpec.FromSourceFilename("buildspec.yml");

        var outputs = new Bucket(this, "Outputs");
        var reports = new Bucket(this, "Reports");
        var inputs = new Bucket(this, "Inputs");
        var speed = new Bucket(this, "Speed");
        new Project(this, "Build", new ProjectProps
        {
            BuildSpec = buildSpec,
            Source = Source.S3(new S3SourceProps { Bucket = inputs, Path = "app.zip" }),
            Artifacts = Artifacts.S3(new S3ArtifactsProps { Bucket = outputs, Name = "app.zip", PackageZip = true }),
            SecondaryArtifacts = new[]
            {
                Artifacts.S3(new S3ArtifactsProps { Identifier = "reports", Bucket = reports, Name = "reports" }),
            },
            // A cache can be made again.
            Cache = Cache.Bucket(speed),
        });

        var versioned = new Bucket(this, "VersionedOutputs", new BucketProps { Versioned = true });
        new Project(this, "Careful", new ProjectProps
        {
            BuildSpec = buildSpec,
            Source = Source.GitHub(new GitHubSourceProps { Owner = "acme", Repo = "shop" }),
            Artifacts = Artifacts.S3(new S3ArtifactsProps { Bucket = versioned }),
        });
    }
}
