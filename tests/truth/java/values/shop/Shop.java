package shop;

import software.amazon.awscdk.App;

public final class Shop {
    public static void main(final String[] args) {
        App app = new App();

        new ServiceStack(app, "Nightly", ServiceProps.builder().imageTag("nightly").build());
        new ServiceStack(app, "Release", ServiceProps.builder().imageTag("1.9.0").immutable(true).build());
        new ServiceStack(app, "Forgotten");
        new ServiceStack(app, "Configured", ServiceProps.builder()
                .imageTag(Config.ORDERS.get("tag"))
                .immutable(false)
                .scan(Config.SCAN)
                .build());

        new ConstantStack(app, "Constants");
        new EnvironmentStack(app, "Environment");
        new ContextStack(app, "Context");
        new ParameterStack(app, "Parameters");
        new FunctionStack(app, "Functions");
        new LoopStack(app, "Loops");
        app.synth();
    }
}
