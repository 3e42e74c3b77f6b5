using System.Collections.Generic;
using System.Linq;
using Values.Config;

namespace Values;

/// <summary>Constructs that are made in loops.</summary>
public class LoopStack : Stack
{
    private static readonly (string Name, string Tag)[] services = { ("cart", "alpha"), ("stock", "beta") };

    public LoopStack(Construct scope, string id) : base(scope, id)
    {
        foreach (var name in new[] { "web", "api" })
        {
            new Repository(this, name, new RepositoryProps { ImageTagMutability = TagMutability.IMMUTABLE });
        }
        Settings.Images.ToList().ForEach(name =>
        {
            new Repository(this, $"{name}-images", new RepositoryProps { ImageScanOnPush = true });
        });
        _ = new List<string> { "first", "second" }.Select(name =>
        {
            var task = new FargateTaskDefinition(this, name);
            task.AddContainer("app", new ContainerDefinitionOptions { Image = ContainerImage.FromRegistry("acme/app") });
            return task;
        }).ToList();
        foreach (var (name, tag) in services)
        {
            var task = new FargateTaskDefinition(this, name);
            task.AddContainer("app", new ContainerDefinitionOptions { Image = ContainerImage.FromRegistry($"acme/{name}:{tag}") });
        }
        for (var number = 0; number < 2; number++)
        {
            new Repository(this, $"Shard{number}", new RepositoryProps
            {
                LifecycleRules = new[] { new LifecycleRule { MaxImageCount = 10 } },
            });
        }
    }
}
