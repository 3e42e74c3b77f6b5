package shop;

public final class App {
    public static void main(final String[] args) {
        software.amazon.awscdk.App app = new software.amazon.awscdk.App();
        new PropsStack(app, "Props");
        new LaterStack(app, "Later");
        new LevelOneStack(app, "LevelOne");
        new MixinStack(app, "Mixins");
        new AspectStack(app, "Aspects");
        app.synth();
    }
}
