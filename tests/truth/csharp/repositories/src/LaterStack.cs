using Amazon.CDK;
using Amazon.CDK.AWS.ECR;
using Amazon.CDK.AWS.IAM;
using Constructs;

namespace Repositories;

/// <summary>What becomes of a repository after it was made.</summary>
public class LaterStack : Stack
{
    private readonly Repository _archive;

    public LaterStack(Construct scope, string id) : base(scope, id)
    {
        var expiring = new Repository(this, "Expiring", new RepositoryProps { ImageScanOnPush = true });
        expiring.AddLifecycleRule(new LifecycleRule { TagStatus = TagStatus.UNTAGGED, MaxImageCount = 5 });
        expiring.AddLifecycleRule(new LifecycleRule { MaxImageCount = 50 });

        _archive = new Repository(this, "Archive", new RepositoryProps { ImageTagMutability = TagMutability.IMMUTABLE });
        Expire();

        // Permissions change none of what counts here.
        var granted = new Repository(this, "Granted");
        granted.GrantPull(new AccountRootPrincipal());

        var typed = new Repository(this, "Typed");
        var resource = (CfnRepository)typed.Node.DefaultChild!;
        resource.ImageTagMutability = "IMMUTABLE";
        resource.ImageScanningConfiguration = new CfnRepository.ImageScanningConfigurationProperty { ScanOnPush = true };

        var overridden = new Repository(this, "Overridden");
        (overridden.Node.DefaultChild as CfnRepository)!.AddPropertyOverride("ImageTagMutability", "IMMUTABLE");
        ((CfnResource)overridden.Node.DefaultChild!).AddPropertyOverride("ImageScanningConfiguration.ScanOnPush", true);

        var loosened = new Repository(this, "Loosened", new RepositoryProps
        {
            ImageScanOnPush = true,
            ImageTagMutability = TagMutability.IMMUTABLE,
            LifecycleRules = new[] { new LifecycleRule { MaxImageCount = 9 } },
        });
        if (loosened.Node.DefaultChild is CfnRepository loose)
        {
            loose.AddOverride("Properties.ImageTagMutability", "MUTABLE");
            loose.AddPropertyDeletionOverride("ImageScanningConfiguration");
            loose.AddDeletionOverride("Properties.LifecyclePolicy");
        }
    }

    private void Expire() => _archive.AddLifecycleRule(new LifecycleRule { MaxImageCount = 500 });
}
