using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.ECR;
using Amazon.CDK.AWS.ECS;
using Amazon.CDK.AWS.ECS.Patterns;
using Constructs;

namespace Orders;

public class ServiceStackProps : StackProps
{
    public required IRepository Repository { get; init; }

    public required string ImageTag { get; init; }
}

public class ServiceStack : Stack
{
    public ServiceStack(Construct scope, string id, ServiceStackProps props) : base(scope, id, props)
    {
        var vpc = new Vpc(this, "Network", new VpcProps { MaxAzs = 2 });
        var cluster = new Cluster(this, "Cluster", new ClusterProps { Vpc = vpc });

        // The tag comes from Program.cs, which falls back to latest.
        var service = new ApplicationLoadBalancedFargateService(this, "Orders", new ApplicationLoadBalancedFargateServiceProps
        {
            Cluster = cluster,
            TaskImageOptions = new ApplicationLoadBalancedTaskImageOptions
            {
                Image = ContainerImage.FromEcrRepository(props.Repository, props.ImageTag),
                ContainerPort = 8080,
            },
        });
        service.TaskDefinition.AddContainer("telemetry", new ContainerDefinitionOptions
        {
            Image = ContainerImage.FromRegistry("public.ecr.aws/aws-observability/aws-otel-collector:v0.43.2"),
        });

        // Built again for each environment, and kept where the application cannot look after it.
        var migrations = new FargateTaskDefinition(this, "Migrations");
        migrations.AddContainer("migrate", new ContainerDefinitionOptions { Image = ContainerImage.FromAsset("migrations") });
    }
}
