package com.example.orders;

import software.amazon.awscdk.App;

public final class OrdersApp {
    private OrdersApp() {
    }

    public static void main(final String[] args) {
        App app = new App();

        RegistryStack registry = new RegistryStack(app, "Registry");

        String imageTag = System.getenv().getOrDefault("IMAGE_TAG", "latest");
        new ServiceStack(app, "Service", registry.getOrders(), imageTag);

        new DeliveryStack(app, "Delivery", registry.getOrders());

        app.synth();
    }
}
