package shop;

import software.amazon.awscdk.App;

public class Shop {
    public static void main(final String[] args) {
        final App app = App.Builder.create().build();
        new PipelineStack(app, "Pipelines");
        new SelfMutatingStack(app, "SelfMutating");
        new BuildBucketStack(app, "Builds");
        new CodeBucketStack(app, "Code");
        new VersionedStack(app, "Versioned");
        new NameStack(app, "Names");
        new ElsewhereStack(app, "Elsewhere");
        new LevelOneStack(app, "LevelOne");
        app.synth();
    }
}
