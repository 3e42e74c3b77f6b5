using System.Collections.Generic;
using Values.Config;

namespace Values;

/// <summary>Values that are written out somewhere.</summary>
public class ConstantStack : Stack
{
    public const string TagName = "canary";

    private const int Major = 3;
    private static readonly string Version = $"{Major}.1";
    private static readonly Dictionary<string, string> Names = new()
    {
        ["proxy"] = "nginx",
        { "job-runner", "acme/jobs" },
    };

    private readonly string _tag = "trunk";
    private readonly string _pinned;

    public ConstantStack(Construct scope, string id) : base(scope, id)
    {
        _pinned = "6.0.2";
        var repository = Repository.FromRepositoryName(this, "Repository", "orders");

        Of("Member", ContainerImage.FromEcrRepository(repository, Settings.Orders.Tag));
        Of("MemberPinned", ContainerImage.FromEcrRepository(repository, Config.Settings.Billing.Tag));
        Of("Enum", ContainerImage.FromEcrRepository(repository, TagNames.Moving));
        Of("EnumPinned", ContainerImage.FromEcrRepository(repository, Values.Config.TagNames.Fixed));
        Of("Static", ContainerImage.FromEcrRepository(repository, ConstantStack.TagName));
        Of("Field", ContainerImage.FromEcrRepository(repository, _tag));
        Of("FieldPinned", ContainerImage.FromEcrRepository(repository, this._pinned));

        Of("Template", ContainerImage.FromRegistry($"{Settings.Registry}/orders:{Major}"));
        Of("TemplatePinned", ContainerImage.FromRegistry($@"{Settings.Registry}/orders:{Version}"));
        Of("Joined", ContainerImage.FromRegistry(Settings.Registry + "/orders" + ":" + "snapshot"));
        Of("Index", ContainerImage.FromRegistry(Names["job-runner"]));
        Of("Unchecked", ContainerImage.FromRegistry(Names["proxy"]!));

        var (renamed, _) = (Settings.Orders.Tag, Settings.Billing.Tag);
        Of("Destructured", ContainerImage.FromRegistry(string.Join(":", "acme/orders", renamed)));
    }

    private void Of(string id, ContainerImage image)
    {
        new FargateTaskDefinition(this, id).AddContainer("app", new ContainerDefinitionOptions { Image = image });
    }
}
