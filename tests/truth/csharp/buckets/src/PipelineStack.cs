using Amazon.CDK;
using Amazon.CDK.AWS.CodeBuild;
using Amazon.CDK.AWS.CodePipeline;
using Amazon.CDK.AWS.CodePipeline.Actions;
using Amazon.CDK.AWS.ECR;
using Amazon.CDK.AWS.S3;
using Constructs;
using StageProps = Amazon.CDK.AWS.CodePipeline.StageProps;

namespace Buckets;

/// <summary>The buckets around pipelines: stores, sources and targets.</summary>
public class PipelineStack : Stack
{
    public PipelineStack(Construct scope, string id) : base(scope, id)
    {
        var source = new Artifact_();
        var project = new PipelineProject(this, "Project");
        var build = new CodeBuildAction(new CodeBuildActionProps { ActionName = "Build", Project = project, Input = source });

        var uploads = new Bucket(this, "Uploads");
        var own = new Pipeline(this, "Own");
        own.AddStage(new StageOptions
        {
            StageName = "Source",
            Actions = new[]
            {
                new S3SourceAction(new S3SourceActionProps
                {
                    ActionName = "Upload", Bucket = uploads, BucketKey = "a.zip", Output = source,
                }),
            },
        });
        own.AddStage(new StageOptions { StageName = "Build", Actions = new[] { build } });

        var kept = new Bucket(this, "Kept", new BucketProps { Versioned = true });
        var store = new Bucket(this, "Store");
        var target = new Bucket(this, "Target");
        new Pipeline(this, "Given", new PipelineProps
        {
            ArtifactBucket = store,
            Stages = new[]
            {
                new StageProps
                {
                    StageName = "Source",
                    Actions = new[]
                    {
                        new S3SourceAction(new S3SourceActionProps
                        {
                            ActionName = "Upload", Bucket = kept, BucketKey = "b.zip", Output = source,
                        }),
                    },
                },
                new StageProps
                {
                    StageName = "Deploy",
                    Actions = new[]
                    {
                        new S3DeployAction(new S3DeployActionProps { ActionName = "Deploy", Bucket = target, Input = source }),
                    },
                },
            },
        });

        // The tag of a source only says when the pipeline starts.
        var second = new Bucket(this, "SecondTarget");
        var keeping = new Pipeline(this, "Keeping", new PipelineProps { ArtifactBucket = kept });
        var orders = Repository.FromRepositoryName(this, "Orders", "orders");
        keeping.AddStage(new StageOptions { StageName = "Source" }).AddAction(
            new EcrSourceAction(new EcrSourceActionProps { ActionName = "Push", Repository = orders, Output = source }));
        var deploy = keeping.AddStage(new StageOptions { StageName = "Deploy" });
        deploy.AddAction(new S3DeployAction(new S3DeployActionProps { ActionName = "Deploy", Bucket = second, Input = source }));

        new Pipeline(this, "Central", new PipelineProps
        {
            ArtifactBucket = Bucket.FromBucketName(this, "Imported", "central-artifacts"),
            Stages = new[]
            {
                new StageProps
                {
                    StageName = "Source",
                    Actions = new[]
                    {
                        new EcrSourceAction(new EcrSourceActionProps
                        {
                            ActionName = "Push", Repository = orders, ImageTag = "main", Output = source,
                        }),
                    },
                },
                new StageProps { StageName = "Build", Actions = new[] { build } },
            },
        });
    }
}
