using Amazon.CDK;
using Amazon.CDK.AWS.ECR;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.Pipelines;
using Constructs;

namespace Buckets;

public class SelfMutatingStack : Stack
{
    public SelfMutatingStack(Construct scope, string id) : base(scope, id)
    {
        var sources = new Bucket(this, "Sources");
        var synth = new ShellStep("Synth", new ShellStepProps
        {
            Input = CodePipelineSource.S3(sources, "app.zip"),
            Commands = new[] { "npm ci", "npx cdk synth" },
        });
        new CodePipeline(this, "Delivery", new CodePipelineProps { Synth = synth });

        new CodePipeline(this, "OnPush", new CodePipelineProps
        {
            Synth = new ShellStep("Synth", new ShellStepProps
            {
                Input = CodePipelineSource.Ecr(Repository.FromRepositoryName(this, "Image", "synth")),
                Commands = new[] { "npx cdk synth" },
            }),
        });

        new CodePipeline(this, "Kept", new CodePipelineProps
        {
            ArtifactBucket = new Bucket(this, "KeptStore", new BucketProps { Versioned = true }),
            Synth = new ShellStep("Synth", new ShellStepProps
            {
                Input = CodePipelineSource.Connection("acme/shop", "main", new ConnectionSourceOptions
                {
                    ConnectionArn = "arn:aws:codestar-connections:eu-west-1:111122223333:connection/shop",
                }),
                Commands = new[] { "npx cdk synth" },
            }),
        });
    }
}
