using Amazon.CDK;
using Amazon.CDK.AWS.ECR;
using Amazon.CDK.AWS.KMS;
using Constructs;

namespace Repositories;

/// <summary>Everything that the props of a repository can say.</summary>
public class PropsStack : Stack
{
    private static readonly ILifecycleRule[] Expiry = [new LifecycleRule { MaxImageCount = 30 }];

    private static readonly RepositoryProps Hardened = new()
    {
        ImageScanOnPush = true,
        ImageTagMutability = TagMutability.IMMUTABLE,
        LifecycleRules = Expiry,
    };

    public PropsStack(Construct scope, string id, IStackProps? props = null) : base(scope, id, props)
    {
        new Repository(this, "Bare");
        new Repository(this, "Empty", new RepositoryProps());
        new Repository(this, "Named", new RepositoryProps { RepositoryName = "shop/orders", RemovalPolicy = RemovalPolicy.DESTROY });

        new Repository(this, "Scanned", new RepositoryProps { ImageScanOnPush = true });
        new Repository(this, "Unscanned", new RepositoryProps { ImageScanOnPush = false });

        new Repository(scope: this, id: "Mutable", props: new RepositoryProps { ImageTagMutability = TagMutability.MUTABLE });
        new Repository(this, "Immutable", props: new RepositoryProps { ImageTagMutability = TagMutability.IMMUTABLE });
        new Repository(this, "ImmutableButLatest", new RepositoryProps
        {
            ImageTagMutability = TagMutability.IMMUTABLE_WITH_EXCLUSION,
            ImageTagMutabilityExclusionFilters = [ImageTagMutabilityExclusionFilter.Wildcard("latest*")],
        });
        new Repository(this, "MutableButReleases", new RepositoryProps
        {
            ImageTagMutability = TagMutability.MUTABLE_WITH_EXCLUSION,
            ImageTagMutabilityExclusionFilters = [ImageTagMutabilityExclusionFilter.Wildcard("v*")],
        });
        new Repository(this, "MutableButEverything", new RepositoryProps
        {
            ImageTagMutability = TagMutability.MUTABLE_WITH_EXCLUSION,
            ImageTagMutabilityExclusionFilters = [ImageTagMutabilityExclusionFilter.Wildcard("*")],
        });

        new Repository(this, "Expiring", new RepositoryProps
        {
            LifecycleRules = new ILifecycleRule[]
            {
                new LifecycleRule { TagStatus = TagStatus.UNTAGGED, MaxImageAge = Duration.Days(14) },
            },
        });
        new Repository(this, "NoRules", new RepositoryProps { LifecycleRules = [] });
        new Repository(this, "Hardened", Hardened);
        new Repository(this, "Spread", Copy(false));
        new Repository(this, "SpreadLast", Copy(true));
        new Repository(this, "Encrypted", new RepositoryProps
        {
            Encryption = RepositoryEncryption.KMS,
            EncryptionKey = new Key(this, "Key"),
            LifecycleRules = Expiry,
        });
    }

    /// <summary>What a spread is in other languages.</summary>
    private static RepositoryProps Copy(bool scan) => new()
    {
        ImageScanOnPush = scan,
        ImageTagMutability = Hardened.ImageTagMutability,
        LifecycleRules = Hardened.LifecycleRules,
    };
}
