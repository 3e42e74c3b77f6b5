using Amazon.CDK;
using Handed.Stacks;

namespace Handed;

sealed class Program
{
    public static void Main(string[] args)
    {
        var app = new App();
        new ServiceStack(app, "Test", new ServiceStackProps { ImageTag = "latest", Env = new Environment { Region = "eu-west-1" } });
        new ServiceStack(app, "Live", new() { ImageTag = "1.4.2", Immutable = true });
        new ServiceStack(app, "Plain", new ServiceStackProps());
        app.Synth();
    }
}
