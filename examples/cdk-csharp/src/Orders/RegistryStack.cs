using Amazon.CDK;
using Amazon.CDK.AWS.ECR;
using Constructs;

namespace Orders;

public class RegistryStack : Stack
{
    public IRepository Orders { get; }

    public RegistryStack(Construct scope, string id, IStackProps? props = null) : base(scope, id, props)
    {
        // Neither scanned nor immutable, and it keeps every image for ever.
        Orders = new Repository(this, "Orders", new RepositoryProps { RepositoryName = "orders" });

        new Repository(this, "Tools", new RepositoryProps
        {
            RepositoryName = "tools",
            ImageScanOnPush = true,
            ImageTagMutability = TagMutability.IMMUTABLE,
            LifecycleRules = new[]
            {
                new LifecycleRule { TagStatus = TagStatus.UNTAGGED, MaxImageAge = Duration.Days(365) },
            },
        });
    }
}
