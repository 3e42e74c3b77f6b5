using Values;
using static Values.Config.Settings;

var app = new App();

new ServiceStack(app, "Nightly", new ServiceProps { ImageTag = "nightly" });
new ServiceStack(app, "Release", new() { ImageTag = "1.9.0", Immutable = true });
new ServiceStack(app, "Forgotten");
new ServiceStack(app, "Configured", new ServiceProps
{
    ImageTag = Orders.Tag,
    Immutable = RepositorySettings.Immutable,
    Scan = RepositorySettings.Scan,
});

new ConstantStack(app, "Constants");
new EnvironmentStack(app, "Environment");
new ContextStack(app, "Context");
new ParameterStack(app, "Parameters");
new FunctionStack(app, "Functions");
new LoopStack(app, "Loops");
app.Synth();
