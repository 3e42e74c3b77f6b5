using Amazon.CDK;

namespace Orders;

internal sealed class Program
{
    public static void Main(string[] args)
    {
        var app = new App();

        var registry = new RegistryStack(app, "Registry");

        new ServiceStack(app, "Service", new ServiceStackProps
        {
            Repository = registry.Orders,
            ImageTag = System.Environment.GetEnvironmentVariable("IMAGE_TAG") ?? "latest",
        });

        new DeliveryStack(app, "Delivery", new DeliveryStackProps { Repository = registry.Orders });

        app.Synth();
    }
}
