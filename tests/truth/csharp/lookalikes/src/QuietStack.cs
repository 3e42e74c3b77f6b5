using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.S3.Assets;
using Amazon.CDK.AWS.S3.Deployment;
using Constructs;
using Lookalikes.Domain;
using Ecr = Amazon.CDK.AWS.ECR;
using S3 = Amazon.CDK.AWS.S3;

namespace Lookalikes;

/// <summary>Nothing here is wrong but for the last repository.</summary>
public class QuietStack : Stack
{
    private const string Example = """
        new Ecr.Repository(this, "InText");
        ContainerImage.FromRegistry("acme/app:latest");
        """;

    public QuietStack(Construct scope, string id) : base(scope, id)
    {
        // new Ecr.Repository(this, "InComment");
        var orders = new Repository(this, "Orders");
        orders.AddLifecycleRule(new { });
        new Repository(this, "Billing", new RepositoryProps { ImageScanOnPush = false });
        new Bucket(this, "Artifacts");
        var images = new[]
        {
            ContainerImage.FromRegistry("acme/app:latest"),
            ContainerImage.FromEcrRepository(orders),
            ContainerImage.FromAsset("image"),
        };
        new CfnOutput(this, "Images", new CfnOutputProps { Value = string.Join(" ", images) + Example.Length });

        // It runs while the app is synthesized.
        var builder = DockerImage.FromRegistry("node:latest");
        new CfnOutput(this, "Builder", new CfnOutputProps { Value = builder.Image });

        // Files, not images.
        new Asset(this, "File", new AssetProps { Path = "handler" });
        var site = new S3.Bucket(this, "Site");
        new BucketDeployment(this, "Deployment", new BucketDeploymentProps
        {
            Sources = new[] { Source.Asset("handler") },
            DestinationBucket = site,
        });
        new Function(this, "Function", new FunctionProps
        {
            Runtime = Runtime.NODEJS_20_X,
            Handler = "index.handler",
            Code = Code.FromAsset("handler"),
        });

        // Repositories that others own cannot be set here.
        Ecr.Repository.FromRepositoryName(this, "Imported", "central");

        new Ecr.Repository(this, "Shadowed", new Ecr.RepositoryProps { ImageScanOnPush = true });
    }
}
