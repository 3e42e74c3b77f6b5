using Amazon.CDK;
using Amazon.CDK.AWS.ECR;
using Amazon.CDK.AWS.ECS;
using Constructs;

namespace Handed.Stacks;

public interface IServiceStackProps : IStackProps
{
    string ImageTag { get; }
}

public class ServiceStackProps : StackProps, IServiceStackProps
{
    public string ImageTag { get; set; } = "stable";

    public bool Immutable { get; set; }
}

public class Storage : Construct
{
    public Repository Repository { get; }

    public Storage(Construct scope, string id, bool immutable) : base(scope, id)
    {
        Repository = new Repository(this, "Repo", new RepositoryProps
        {
            ImageTagMutability = immutable ? TagMutability.IMMUTABLE : TagMutability.MUTABLE,
        });
        Repository.AddLifecycleRule(new LifecycleRule { MaxImageCount = 10 });
    }
}

public class ServiceStack : Stack
{
    private readonly Storage _storage;

    internal ServiceStack(Construct scope, string id, ServiceStackProps props) : base(scope, id, props)
    {
        _storage = new Storage(this, "Storage", immutable: props.Immutable);
        AddTask(props.ImageTag);
    }

    private void AddTask(string tag) => new FargateTaskDefinition(this, "Task").AddContainer("app", new ContainerDefinitionOptions
    {
        Image = ContainerImage.FromEcrRepository(_storage.Repository, tag),
    });
}
