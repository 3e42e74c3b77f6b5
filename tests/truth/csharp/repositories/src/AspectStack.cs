using Amazon.CDK;
using Amazon.CDK.AWS.ECR;
using Amazon.JSII.Runtime.Deputy;
using Constructs;

namespace Repositories;

/// <summary>Makes the tags of every repository below it immutable.</summary>
internal class ImmutableTags : DeputyBase, IAspect
{
    public void Visit(IConstruct node)
    {
        if (node is CfnRepository repository)
        {
            repository.ImageTagMutability = "IMMUTABLE";
        }
    }
}

/// <summary>Reads, and changes nothing.</summary>
internal class CountRepositories : DeputyBase, IAspect
{
    private int count = 0;

    public void Visit(IConstruct node)
    {
        if (node is CfnRepository)
        {
            count += 1;
        }
    }
}

public class AspectStack : Stack
{
    public AspectStack(Construct scope, string id) : base(scope, id)
    {
        var shop = new Construct(this, "Shop");
        _ = new Repository(shop, "Orders");
        Amazon.CDK.Aspects.Of(shop).Add(new ImmutableTags());

        var tools = new Construct(this, "Tools");
        _ = new Repository(tools, "Builder");
        Amazon.CDK.Aspects.Of(tools).Add(new CountRepositories());

        Amazon.CDK.Tags.Of(this).Add("team", "shop");
    }
}
