using System.Collections.Generic;

namespace Values;

/// <summary>Values from `cdk.json`.</summary>
public class ContextStack : Stack
{
    public ContextStack(Construct scope, string id) : base(scope, id)
    {
        var repository = Repository.FromRepositoryName(this, "Repository", "orders");

        var tagged = new FargateTaskDefinition(this, "Tagged");
        tagged.AddContainer("app", new ContainerDefinitionOptions
        {
            Image = ContainerImage.FromEcrRepository(repository, (string)this.Node.TryGetContext("tag")),
        });

        var released = new FargateTaskDefinition(this, "Released");
        released.AddContainer("app", new ContainerDefinitionOptions
        {
            Image = ContainerImage.FromEcrRepository(repository, Node.GetContext("release").ToString()),
        });

        var images = (IDictionary<string, object>)Node.TryGetContext("images");
        var proxy = new FargateTaskDefinition(this, "Proxy");
        proxy.AddContainer("proxy", new ContainerDefinitionOptions
        {
            Image = ContainerImage.FromRegistry((string)images["proxy"]),
        });
        var cache = new FargateTaskDefinition(this, "Cache");
        cache.AddContainer("cache", new ContainerDefinitionOptions
        {
            Image = ContainerImage.FromRegistry(images["cache"] as string),
        });

        var missing = Node.TryGetContext("nowhere") as string ?? "stable";
        var fallback = new FargateTaskDefinition(this, "Fallback");
        fallback.AddContainer("app", new ContainerDefinitionOptions
        {
            Image = ContainerImage.FromEcrRepository(repository, missing),
        });
    }
}
