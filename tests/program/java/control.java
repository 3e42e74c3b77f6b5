class Control {
    String run(String stage, java.util.List<String> names) throws Exception {
        if (stage == null) {
            return "none";
        } else if (!stage.equals("prod")) {
            first();
        }
        for (String name : names) {
            each(name);
        }
        for (int i = 0, j = 1; i < j; i++) {
            counted(i);
        }
        while (more()) {
            continue;
        }
        try (Resource resource = open()) {
            tried();
        } catch (IllegalStateException | RuntimeException problem) {
            return "caught";
        } finally {
            last();
        }
        switch (stage) {
            case "a":
            case "b":
                ab();
                break;
            default:
                other();
        }
        switch (stage) {
            case "a":
                falls();
            default:
                through();
        }
        if (names.get(0) instanceof String text && text.isEmpty()) {
            matched(text);
        }
        String value = switch (stage) {
            case "dev", "test" -> "low";
            case PROD -> {
                yield "high";
            }
            default -> throw new IllegalStateException();
        };
        names.forEach(name -> {
            lambda(name);
        });
        Supplier<String> reference = this::run;
        synchronized (this) {
            assert stage != null : "never";
        }
        throw new IllegalArgumentException(value);
    }
}
