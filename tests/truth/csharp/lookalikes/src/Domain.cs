using System.Collections.Generic;

namespace Lookalikes.Domain;

// Classes of this app that are called like those of CDK and are something else.

public class RepositoryProps
{
    public bool ImageScanOnPush { get; init; }
}

public class Repository(object owner, string name, RepositoryProps? options = null)
{
    public string Name => name;

    public object Owner { get; } = owner;

    public RepositoryProps? Options { get; } = options;

    public void AddLifecycleRule(object rule) => Rules.Add(rule);

    private List<object> Rules { get; } = new();
}

public class Bucket(object owner, string name) : Repository(owner, name);

public static class ContainerImage
{
    public static string FromRegistry(string name) => name;

    public static string FromEcrRepository(Repository repository, string tag = "latest") => $"{repository.Name}:{tag}";

    public static string FromAsset(string directory) => directory;
}
