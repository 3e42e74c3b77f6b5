import software.amazon.awscdk.*;
import software.amazon.awscdk.services.ecr.*;
import software.constructs.Construct;

class Props {
    public static void main(String... args) {
        App app = new App();
        new ServiceStack(app, "Plain");
        new ServiceStack(app, "Named", new Options("orders", true));
        new Derived(app, "Derived");
        new Registry(new Stack(app, "Unsaid"), "Registry");
    }
}

class Options {
    private final String name;
    private boolean scan = false;

    Options(String name) {
        this.name = name;
    }

    Options(String name, boolean scan) {
        this(name);
        this.scan = scan;
    }

    String getName() { return name; }

    boolean isScan() { return scan; }
}

class ServiceStack extends Stack {
    private final Repository own = new Repository(this, "Field");

    ServiceStack(Construct scope, String id) {
        this(scope, id, new Options("fallback"));
    }

    ServiceStack(Construct scope, String id, Options options) {
        this(scope, id, options.getName(), options.isScan());
    }

    ServiceStack(Construct scope, String id, String name, boolean scan) {
        super(scope, id);
        Repository.Builder.create(this, "Repository").repositoryName(name).imageScanOnPush(scan).build();
    }
}

abstract class Base extends Stack {
    protected final Repository shared;
    protected String suffix = "x";

    Base(Construct scope, String id) {
        super(scope, id);
        shared = new Repository(this, "Shared");
        configure();
    }

    abstract String name();

    void configure() {
        Repository.Builder.create(this, "Configured").repositoryName(name() + suffix).build();
    }
}

class Derived extends Base {
    Derived(Construct scope, String id) {
        super(scope, id);
        shared.addLifecycleRule(LifecycleRule.builder().maxImageCount(1).build());
        suffix = "y";
        super.configure();
    }

    @Override
    String name() { return "derived"; }
}

class Nothing extends Construct {
    Nothing(Construct scope, String id, String name) {
        super(scope, id);
        Repository.Builder.create(this, "Unknown").repositoryName(name).build();
    }
}

class Registry extends Repository {
    Registry(Construct scope, String id) {
        super(scope, id, RepositoryProps.builder().imageScanOnPush(true).build());
    }
}
