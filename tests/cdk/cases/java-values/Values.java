import java.util.*;
import software.amazon.awscdk.*;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecr.TagMutability;

public class Values {
    enum Stage {
        DEV("dev-", true), PROD("prod-", false);

        final String prefix;
        private final boolean mutable;

        Stage(String prefix, boolean mutable) {
            this.prefix = prefix;
            this.mutable = mutable;
        }

        boolean isMutable() {
            return mutable;
        }
    }

    record Service(String name, Stage stage) {
        Service {
            name = name.toLowerCase();
        }

        Service(String name) {
            this(name, Stage.PROD);
        }

        String path() {
            return "%s/%s%s".formatted(TEAM, stage().prefix, name());
        }
    }

    private static final String TEAM = "acme";
    private static String reassigned = "first";

    static String named(Stage stage) {
        return switch (stage) {
            case DEV -> "development";
            case PROD -> {
                yield "production";
            }
            default -> "nowhere";
        };
    }

    static void make(Stack stack, String id, String name) {
        Repository.Builder.create(stack, id).repositoryName(name).build();
    }

    public static void main(String[] args) {
        Stack stack = new Stack(new App(), "Values");
        reassigned = args[0];
        make(stack, "Record", new Service("Orders").path());
        make(stack, "RecordInFull", new Service("mail", Stage.DEV).path());
        make(stack, "Switch", named(Stage.PROD));
        make(stack, "Static", reassigned);
        make(stack, "Format", String.format("%2$s-%1$s", "a", "b"));
        make(stack, "FormatOfNumbers", String.format("%05d", 7));
        make(stack, "Environment", System.getenv("NAME"));
        make(stack, "Optional", Optional.ofNullable(System.getenv("NAME")).map(it -> "x-" + it).orElseGet(() -> "none"));
        make(stack, "Property", System.getProperty("name", "given"));
        make(stack, "Null", null);
        String block = """
            a\
            b
              c""";
        make(stack, "Block", block);
        String grown = "a";
        grown += "b";
        if (args.length > 1) {
            grown += "c";
        }
        make(stack, "Grown", grown);
        String chosen;
        switch (args[0]) {
            case "x":
            case "y":
                chosen = "either";
                break;
            default:
                chosen = "other";
        }
        make(stack, "Chosen", chosen);
        Repository.Builder.create(stack, "Enum")
            .imageTagMutability(Stage.DEV.isMutable() ? TagMutability.MUTABLE : TagMutability.IMMUTABLE)
            .imageScanOnPush(Boolean.TRUE)
            .build();
        Map<String, List<String>> teams = new HashMap<>(Map.of("a", List.of("one")));
        teams.put("b", new ArrayList<>());
        teams.get("b").add("two");
        for (String team : teams.get("b")) {
            make(stack, "Team", team);
        }
        for (Stage stage : Stage.values()) {
            make(stack, stage.prefix + "Any", stage.name());
        }
    }
}
