using Amazon.CDK;
using Amazon.CDK.AWS.ECS;
using Constructs;

namespace Containers;

/// <summary>Images of other registries.</summary>
public class RegistryImageStack : Stack
{
    public RegistryImageStack(Construct scope, string id) : base(scope, id)
    {
        Run("Untagged", ContainerImage.FromRegistry("amazon/amazon-ecs-sample"));
        Run("Latest", new RepositoryImage("ghcr.io/acme/orders:latest"));
        Run("Major", ContainerImage.FromRegistry("redis:7-alpine"));
        Run("Version", ContainerImage.FromRegistry("public.ecr.aws/docker/library/redis:7.2.4"));
        Run("Port", ContainerImage.FromRegistry("registry.acme.example:5000/orders"));
        // The digest decides, whatever the tag says.
        Run("Digest", ContainerImage.FromRegistry(
            "acme/orders:latest@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"));
    }

    private void Run(string id, ContainerImage image)
    {
        var task = new FargateTaskDefinition(this, id);
        task.AddContainer("app", new ContainerDefinitionOptions { Image = image });
    }
}
