package shop;

import software.amazon.awscdk.App;

public class Shop {
    public static void main(final String[] args) {
        App app = new App();
        new QuietStack(app, "Quiet");
        app.synth();
    }
}
