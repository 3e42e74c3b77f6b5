using Amazon.CDK;
using Lookalikes;

var app = new App();
new QuietStack(app, "Quiet");
app.Synth();
