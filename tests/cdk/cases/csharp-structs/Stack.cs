using System.Collections.Generic;
using Amazon.CDK;
using Amazon.CDK.AWS.ECR;
using Amazon.CDK.AWS.Lambda;
using Constructs;

namespace Structs;

public record Settings(string Name, bool Scan = true)
{
    public int Keep { get; init; } = 5;
}

public class MyStack(Construct scope, string id, Settings settings) : Stack(scope, id)
{
    public Repository Own { get; } = new Repository(scope, "Field", new RepositoryProps { RepositoryName = settings.Name });

    public void Build()
    {
        var props = new RepositoryProps { ImageScanOnPush = settings.Scan };
        props.RepositoryName = settings.Name;
        new Repository(this, "Changed", props);

        RepositoryProps inferred = new() { LifecycleRules = [new LifecycleRule { MaxImageCount = settings.Keep }] };
        new Repository(this, id: "Inferred", props: inferred);

        var settled = settings with { Name = "other" };
        new Repository(this, "With", new RepositoryProps { RepositoryName = settled.Name, ImageScanOnPush = settled.Scan });

        var rules = new List<ILifecycleRule>();
        rules.Add(new LifecycleRule { TagStatus = TagStatus.UNTAGGED, MaxImageAge = Duration.Days(7) });
        new Repository(this, "Listed", new RepositoryProps { LifecycleRules = rules.ToArray() });

        var unknown = Elsewhere.Make();
        new Repository(this, "Unknown", unknown);

        new CfnFunction(this, "Level", new CfnFunctionProps
        {
            Environment = new CfnFunction.EnvironmentProperty
            {
                Variables = new Dictionary<string, string> { ["TAG"] = "latest", { "name", settings.Name } },
            },
            Code = new Dictionary<string, object> { { "imageUri", "acme/app:latest" } },
        });
    }
}

public static class Start
{
    public static void Main()
    {
        var stack = new MyStack(new App(), "Structs", new Settings("shop/orders") { Keep = 9 });
        stack.Build();
    }
}
