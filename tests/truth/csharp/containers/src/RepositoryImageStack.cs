using Amazon.CDK;
using Amazon.CDK.AWS.ECR;
using Amazon.CDK.AWS.ECS;
using Constructs;

namespace Containers;

/// <summary>Images of ECR repositories, by every kind of tag.</summary>
public class RepositoryImageStack : Stack
{
    private const string Digest = "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    public RepositoryImageStack(Construct scope, string id) : base(scope, id)
    {
        var orders = new Repository(this, "Orders");
        var @fixed = new Repository(this, "Fixed", new RepositoryProps { ImageTagMutability = TagMutability.IMMUTABLE });
        var named = Repository.FromRepositoryName(this, "Named", "billing");
        var byArn = Repository.FromRepositoryArn(
            this, "ByArn", "arn:aws:ecr:eu-west-1:111122223333:repository/team/billing");
        var attributes = Repository.FromRepositoryAttributes(this, "Attributes", new RepositoryAttributes
        {
            RepositoryArn = "arn:aws:ecr:eu-west-1:111122223333:repository/mail",
            RepositoryName = "mail",
        });

        new FargateTaskDefinition(this, "Untagged").AddContainer("app", new ContainerDefinitionOptions
        {
            Image = ContainerImage.FromEcrRepository(orders),
        });
        new FargateTaskDefinition(this, "Latest").AddContainer("app", Options(ContainerImage.FromEcrRepository(orders, "latest")));
        new FargateTaskDefinition(this, "EmptyTag").AddContainer("app", Options(ContainerImage.FromEcrRepository(orders, "")));
        new FargateTaskDefinition(this, "Word").AddContainer("app", Options(ContainerImage.FromEcrRepository(orders, tag: "main")));
        new FargateTaskDefinition(this, "Major").AddContainer("app", Options(ContainerImage.FromEcrRepository(orders, "v2")));
        new FargateTaskDefinition(this, "Version").AddContainer("app", Options(ContainerImage.FromEcrRepository(orders, "2.7.1")));
        new FargateTaskDefinition(this, "Commit")
            .AddContainer("app", Options(ContainerImage.FromEcrRepository(orders, "main-0123abc")));
        new FargateTaskDefinition(this, "Digest").AddContainer("app", Options(ContainerImage.FromEcrRepository(orders, Digest)));
        new FargateTaskDefinition(this, "Class").AddContainer("app", Options(new EcrImage(orders, "staging")));
        new FargateTaskDefinition(this, "Parameter").AddContainer("app", Options(new TagParameterContainerImage(orders)));
        new FargateTaskDefinition(this, "WordFixed")
            .AddContainer("app", Options(ContainerImage.FromEcrRepository(@fixed, "production")));
        new FargateTaskDefinition(this, "LatestFixed").AddContainer("app", Options(ContainerImage.FromEcrRepository(@fixed)));
        new FargateTaskDefinition(this, "ImportedByName").AddContainer("app", Options(ContainerImage.FromEcrRepository(named)));
        new FargateTaskDefinition(this, "ImportedByArn")
            .AddContainer("app", Options(ContainerImage.FromEcrRepository(byArn, "stable")));
        new FargateTaskDefinition(this, "ImportedFixed")
            .AddContainer("app", Options(ContainerImage.FromEcrRepository(attributes, "1.4.0")));
        new FargateTaskDefinition(this, "Uri").AddContainer("app", Options(ContainerImage.FromRegistry(orders.RepositoryUri)));
        new FargateTaskDefinition(this, "UriTag")
            .AddContainer("app", Options(ContainerImage.FromRegistry(orders.RepositoryUriForTag("nightly"))));
        new FargateTaskDefinition(this, "UriVersion")
            .AddContainer("app", Options(ContainerImage.FromRegistry(orders.RepositoryUriForTagOrDigest("1.4.0"))));
        new FargateTaskDefinition(this, "UriDigest")
            .AddContainer("app", Options(ContainerImage.FromRegistry(orders.RepositoryUriForDigest(Digest))));
        new FargateTaskDefinition(this, "UriTemplate")
            .AddContainer("app", Options(ContainerImage.FromRegistry($"{orders.RepositoryUri}:beta")));
    }

    private static ContainerDefinitionOptions Options(ContainerImage image) => new() { Image = image };
}
