using Amazon.CDK;

namespace Repositories;

internal static class Program
{
    public static void Main()
    {
        var app = new App();
        new PropsStack(app, "Props");
        new LaterStack(app, "Later");
        new LevelOneStack(app, "LevelOne");
        new MixinStack(app, "Mixins");
        new AspectStack(app, "Aspects");
        app.Synth();
    }
}
