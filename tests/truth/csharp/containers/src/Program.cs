using Amazon.CDK;
using Containers;

var app = new App();
new RepositoryImageStack(app, "RepositoryImages");
new RegistryImageStack(app, "RegistryImages");
new AssetStack(app, "Assets");
new ConsumerStack(app, "Consumers");
new PatternStack(app, "Patterns");
app.Synth();
