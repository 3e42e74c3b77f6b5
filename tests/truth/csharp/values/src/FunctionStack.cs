using static Values.Helpers;

namespace Values;

/// <summary>Values that functions of other files return.</summary>
public class FunctionStack : Stack
{
    public FunctionStack(Construct scope, string id) : base(scope, id)
    {
        new Repository(this, "Secure", Props());
        var relaxed = new Repository(this, "Relaxed", Props(false));
        var spread = Props();
        spread.ImageScanOnPush = false;
        new Repository(this, "Spread", spread);

        var tagged = new FargateTaskDefinition(this, "Tagged");
        tagged.AddContainer("app", new ContainerDefinitionOptions
        {
            Image = ContainerImage.FromEcrRepository(relaxed, TagFor("orders")),
        });

        var imaged = new FargateTaskDefinition(this, "Imaged");
        imaged.AddContainer("app", new ContainerDefinitionOptions { Image = Image("orders") });
        var pinned = new FargateTaskDefinition(this, "Pinned");
        pinned.AddContainer("app", new ContainerDefinitionOptions { Image = Helpers.Image("orders", "1.5.0") });
    }
}
