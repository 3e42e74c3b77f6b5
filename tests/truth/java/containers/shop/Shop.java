package shop;

import software.amazon.awscdk.App;

class Shop {
    public static void main(final String... args) {
        App app = new App();
        new RepositoryImageStack(app, "RepositoryImages");
        new RegistryImageStack(app, "RegistryImages");
        new AssetStack(app, "Assets");
        new ConsumerStack(app, "Consumers");
        new PatternStack(app, "Patterns");
        app.synth();
    }
}
