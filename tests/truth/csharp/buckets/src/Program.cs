using Amazon.CDK;

namespace Buckets
{
    internal sealed class Program
    {
        public static void Main(string[] args)
        {
            var app = new App();
            new PipelineStack(app, "Pipelines");
            new SelfMutatingStack(app, "SelfMutating");
            new BuildBucketStack(app, "Builds");
            new CodeBucketStack(app, "Code");
            new VersionedStack(app, "Versioned");
            new NameStack(app, "Names");
            new ElsewhereStack(app, "Elsewhere");
            new LevelOneStack(app, "LevelOne");
            app.Synth();
        }
    }
}
