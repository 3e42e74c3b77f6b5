package shop;

import software.amazon.awscdk.App;

public interface Shop {
    static void main(final String[] args) {
        final var app = new App();
        new MethodStack(app, "Methods");
        new FactoryStack(app, "Factories");
        Stacks.makeStack(app, "MadeForTest", "test");
        Stacks.makeStack(app, "MadeForAll", "1.0.1");
        app.synth();
    }
}
