using System.Collections.Generic;
using Amazon.CDK;
using Amazon.CDK.AWS.CodeBuild;
using Amazon.CDK.AWS.CodePipeline;
using Amazon.CDK.AWS.S3;
using Constructs;

namespace Buckets;

/// <summary>Pipelines and builds as CloudFormation's own types.</summary>
public class LevelOneStack : Stack
{
    public LevelOneStack(Construct scope, string id) : base(scope, id)
    {
        var store = new CfnBucket(this, "Store", new CfnBucketProps { BucketName = "acme-store" });
        var source = new Bucket(this, "Source");
        new CfnPipeline(this, "Pipeline", new CfnPipelineProps
        {
            RoleArn = "arn:aws:iam::111122223333:role/pipeline",
            ArtifactStore = new CfnPipeline.ArtifactStoreProperty { Type = "S3", Location = store.Ref },
            Stages = new[]
            {
                new CfnPipeline.StageDeclarationProperty
                {
                    Name = "Source",
                    Actions = new[]
                    {
                        new CfnPipeline.ActionDeclarationProperty
                        {
                            Name = "Upload",
                            ActionTypeId = new CfnPipeline.ActionTypeIdProperty
                            {
                                Category = "Source", Owner = "AWS", Provider = "S3", Version = "1",
                            },
                            Configuration = new Dictionary<string, object>
                            {
                                ["S3Bucket"] = source.BucketName,
                                ["S3ObjectKey"] = "app.zip",
                            },
                            OutputArtifacts = new[] { new CfnPipeline.OutputArtifactProperty { Name = "Source" } },
                        },
                    },
                },
            },
        });

        var outputs = new Bucket(this, "Outputs");
        new CfnProject(this, "Project", new CfnProjectProps
        {
            Artifacts = new CfnProject.ArtifactsProperty { Type = "S3", Location = outputs.BucketName },
            Environment = new CfnProject.EnvironmentProperty
            {
                ComputeType = "BUILD_GENERAL1_SMALL",
                Image = "aws/codebuild/standard:7.0",
                Type = "LINUX_CONTAINER",
            },
            ServiceRole = "build",
            Source = new CfnProject.SourceProperty { Type = "GITHUB", Location = "https://github.com/acme/shop.git" },
        });
    }
}
