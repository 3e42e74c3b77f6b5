using System.Collections.Generic;
using Amazon.CDK;
using Amazon.CDK.AWS.CodeBuild;
using Amazon.CDK.AWS.CodePipeline;
using Amazon.CDK.AWS.CodePipeline.Actions;
using Amazon.CDK.AWS.ECR;
using Amazon.CDK.AWS.S3;
using Constructs;
using StageProps = Amazon.CDK.AWS.CodePipeline.StageProps;

namespace Orders;

public class DeliveryStackProps : StackProps
{
    public required IRepository Repository { get; init; }
}

public class DeliveryStack : Stack
{
    public DeliveryStack(Construct scope, string id, DeliveryStackProps props) : base(scope, id, props)
    {
        // A pipeline tells one upload from the next by its version, and this bucket keeps none.
        var uploads = new Bucket(this, "Uploads");
        var releases = new Bucket(this, "Releases", new BucketProps { Versioned = true });

        var source = new Artifact_("Source");
        var bundle = new Artifact_("Bundle");
        var project = new PipelineProject(this, "Build", new PipelineProjectProps
        {
            Environment = new BuildEnvironment
            {
                BuildImage = LinuxBuildImage.FromDockerRegistry("node:20"),
                Privileged = true,
            },
            EnvironmentVariables = new Dictionary<string, IBuildEnvironmentVariable>
            {
                ["REPOSITORY"] = new BuildEnvironmentVariable { Value = props.Repository.RepositoryUri },
            },
        });
        props.Repository.GrantPullPush(project);

        new Pipeline(this, "Pipeline", new PipelineProps
        {
            ArtifactBucket = releases,
            Stages = new[]
            {
                new StageProps
                {
                    StageName = "Source",
                    Actions = new[]
                    {
                        new S3SourceAction(new S3SourceActionProps
                        {
                            ActionName = "Upload",
                            Bucket = uploads,
                            BucketKey = "orders.zip",
                            Output = source,
                        }),
                    },
                },
                new StageProps
                {
                    StageName = "Build",
                    Actions = new[]
                    {
                        new CodeBuildAction(new CodeBuildActionProps
                        {
                            ActionName = "Build",
                            Project = project,
                            Input = source,
                            Outputs = new[] { bundle },
                        }),
                    },
                },
            },
        });
    }
}
