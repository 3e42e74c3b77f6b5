using Company.App.Stacks;

var app = new App();
new RegistryStack(app, "Registry");
app.Synth();
