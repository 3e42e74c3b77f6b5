using Amazon.CDK;
using Amazon.CDK.AWS.APIGateway;
using Amazon.CDK.AWS.BedrockAgentCore;
using Amazon.CDK.AWS.ElasticBeanstalk;
using Amazon.CDK.AWS.S3;
using Constructs;
using CfnAirflow = Amazon.CDK.AWS.MWAA.CfnEnvironment;
using CfnAirflowProps = Amazon.CDK.AWS.MWAA.CfnEnvironmentProps;
using Synthetics = Amazon.CDK.AWS.Synthetics;

namespace Buckets;

/// <summary>Code and definitions of other services.</summary>
public class ElsewhereStack : Stack
{
    public ElsewhereStack(Construct scope, string id) : base(scope, id)
    {
        var definitions = new Bucket(this, "Definitions");
        new SpecRestApi(this, "Api", new SpecRestApiProps
        {
            ApiDefinition = ApiDefinition.FromBucket(definitions, "api.json"),
        });

        // What a canary writes into a bucket of its own are results.
        var canaries = new Bucket(this, "Canaries");
        new Synthetics.Canary(this, "Canary", new Synthetics.CanaryProps
        {
            Runtime = Synthetics.Runtime.SYNTHETICS_NODEJS_PUPPETEER_9_1,
            Test = Synthetics.Test.Custom(new Synthetics.CustomTestOptions
            {
                Code = Synthetics.Code.FromBucket(canaries, "canary.zip"),
                Handler = "index.handler",
            }),
        });

        var bundles = new Bucket(this, "Bundles");
        new CfnApplicationVersion(this, "Version", new CfnApplicationVersionProps
        {
            ApplicationName = "shop",
            SourceBundle = new CfnApplicationVersion.SourceBundleProperty { S3Bucket = bundles.BucketName, S3Key = "shop.zip" },
        });

        var flows = new Bucket(this, "Flows");
        new CfnAirflow(this, "Airflow", new CfnAirflowProps { Name = "airflow", SourceBucketArn = flows.BucketArn });

        var agents = new Bucket(this, "Agents");
        new Runtime(this, "Agent", new RuntimeProps
        {
            RuntimeName = "agent",
            AgentRuntimeArtifact = AgentRuntimeArtifact.FromS3(
                new Location { BucketName = agents.BucketName, ObjectKey = "agent.zip" },
                AgentCoreRuntime.PYTHON_3_13,
                new[] { "main.py" }),
        });
    }
}
