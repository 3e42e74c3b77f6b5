namespace Values;

public class ServiceProps : StackProps
{
    public string? ImageTag { get; init; }

    public bool? Immutable { get; init; }

    public bool? Scan { get; init; }
}

/// <summary>What becomes of it is decided where it is created.</summary>
public class ServiceStack : Stack
{
    public ServiceStack(Construct scope, string id, ServiceProps? props = null) : base(scope, id, props)
    {
        var immutable = props?.Immutable ?? false;

        var repository = new Repository(this, "Repository", new RepositoryProps
        {
            ImageScanOnPush = props?.Scan ?? false,
            ImageTagMutability = immutable ? TagMutability.IMMUTABLE : TagMutability.MUTABLE,
        });
        var task = new FargateTaskDefinition(this, "Task");
        task.AddContainer("app", new ContainerDefinitionOptions
        {
            Image = ContainerImage.FromEcrRepository(repository, props?.ImageTag),
        });

        var fallback = new FargateTaskDefinition(this, "Fallback");
        fallback.AddContainer("app", new ContainerDefinitionOptions
        {
            Image = ContainerImage.FromRegistry($"acme/orders:{props?.ImageTag ?? "main"}"),
        });
    }
}
