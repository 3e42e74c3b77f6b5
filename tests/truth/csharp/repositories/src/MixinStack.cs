using Amazon.CDK;
using Amazon.CDK.AWS.ECR;
using Amazon.CDK.AWS.ECR.Mixins;
using Amazon.JSII.Runtime.Deputy;
using Constructs;

namespace Repositories;

/// <summary>A mixin of the app's own.</summary>
internal class ScanOnPush : DeputyBase, IMixin
{
    public bool Supports(IConstruct construct) => construct is CfnRepository;

    public void ApplyTo(IConstruct construct)
    {
        ((CfnResource)construct).AddPropertyOverride("ImageScanningConfiguration.ScanOnPush", true);
    }
}

public class MixinStack : Stack
{
    public MixinStack(Construct scope, string id) : base(scope, id)
    {
        var emptied = new Repository(this, "Emptied");
        emptied.With(new RepositoryAutoDeleteImages());

        var scanned = new CfnRepository(this, "Scanned");
        scanned.With(new ScanOnPush());

        var group = new Construct(this, "Group");
        new Repository(group, "Inside");
        new Repository(this, "Outside");
        Amazon.CDK.Mixins.Of(group).Apply(new ScanOnPush());
    }
}
