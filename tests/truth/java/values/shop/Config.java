package shop;

import java.util.List;
import java.util.Map;

final class Config {
    static final Map<String, String> ORDERS = Map.of("tag", "edge");
    static final Billing BILLING = new Billing("2.3.0");
    static final boolean SCAN = true;
    static final String REGISTRY = "ghcr.io/acme";
    static final List<String> IMAGES = List.of("orders", "billing");

    private Config() {
    }

    record Billing(String tag) {
    }

    enum Tag {
        MOVING("latest"),
        FIXED("7.1.0");

        private final String text;

        Tag(final String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }
}
