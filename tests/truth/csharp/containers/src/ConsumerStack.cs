using Amazon.CDK;
using Amazon.CDK.AWS.ECR;
using Amazon.CDK.AWS.ECS;
using Constructs;

namespace Containers;

/// <summary>The kinds of task definitions, and the ways in which containers come to them.</summary>
public class ConsumerStack : Stack
{
    public ConsumerStack(Construct scope, string id) : base(scope, id)
    {
        var repository = Repository.FromRepositoryName(this, "Repository", "orders");
        var image = ContainerImage.FromEcrRepository(repository);
        var pinned = ContainerImage.FromEcrRepository(repository, "1.2.3");

        var ec2 = new Ec2TaskDefinition(this, "Ec2");
        ec2.AddContainer("app", new ContainerDefinitionOptions { Image = image, MemoryLimitMiB = 256 });

        var external = new ExternalTaskDefinition(this, "External");
        external.AddContainer("app", new ContainerDefinitionOptions { Image = image, MemoryLimitMiB = 256 });

        var generic = new TaskDefinition(this, "Generic", new TaskDefinitionProps
        {
            Compatibility = Compatibility.FARGATE,
            Cpu = "256",
            MemoryMiB = "512",
        });
        new ContainerDefinition(this, "App", new ContainerDefinitionProps { TaskDefinition = generic, Image = image });

        var sidecar = new FargateTaskDefinition(this, "Sidecar");
        sidecar.AddContainer("app", new ContainerDefinitionOptions { Image = pinned });
        sidecar.AddContainer("proxy", new ContainerDefinitionOptions
        {
            Image = ContainerImage.FromRegistry("envoyproxy/envoy:v1.31-latest"),
        });

        var logged = new FargateTaskDefinition(this, "Logged");
        logged.AddContainer("app", new ContainerDefinitionOptions { Image = pinned });
        logged.AddFirelensLogRouter("router", new FirelensLogRouterDefinitionOptions
        {
            Image = ContainerImage.FromRegistry("amazon/aws-for-fluent-bit:stable"),
            FirelensConfig = new FirelensConfig { Type = FirelensLogRouterType.FLUENTBIT },
        });

        var quiet = new FargateTaskDefinition(this, "Quiet");
        quiet.AddContainer("app", new ContainerDefinitionOptions { Image = pinned });

        new CfnTaskDefinition(this, "LevelOne", new CfnTaskDefinitionProps
        {
            ContainerDefinitions = new[]
            {
                new CfnTaskDefinition.ContainerDefinitionProperty { Name = "app", Image = "acme/orders" },
            },
        });
        new CfnTaskDefinition(this, "LevelOneUri", new CfnTaskDefinitionProps
        {
            ContainerDefinitions = new object[]
            {
                new CfnTaskDefinition.ContainerDefinitionProperty
                {
                    Name = "app",
                    Image = repository.RepositoryUriForTag("edge"),
                },
            },
        });
    }
}
