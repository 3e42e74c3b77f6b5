package shop;

import static shop.Config.BILLING;
import static shop.Config.REGISTRY;

import java.util.HashMap;
import java.util.Map;
import shop.Config.Tag;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecr.IRepository;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.constructs.Construct;

/** Values that are written out somewhere. */
public class ConstantStack extends Stack {
    static final String TAG = "canary";
    private static final int MAJOR = 3;
    private static final String VERSION = MAJOR + ".1";

    private final String tag = "trunk";
    private final String pinned;

    public ConstantStack(final Construct scope, final String id) {
        super(scope, id);
        pinned = "6.0.2";
        IRepository repository = Repository.fromRepositoryName(this, "Repository", "orders");
        Map<String, String> names = new HashMap<>();
        names.put("proxy", "nginx");
        names.put("job-runner", "acme/jobs");

        run("Member", ContainerImage.fromEcrRepository(repository, Config.ORDERS.get("tag")));
        run("MemberPinned", ContainerImage.fromEcrRepository(repository, BILLING.tag()));
        run("Enum", ContainerImage.fromEcrRepository(repository, Tag.MOVING.text()));
        run("EnumPinned", ContainerImage.fromEcrRepository(repository, Config.Tag.FIXED.text()));
        run("Static", ContainerImage.fromEcrRepository(repository, ConstantStack.TAG));
        run("Field", ContainerImage.fromEcrRepository(repository, this.tag));
        run("FieldPinned", ContainerImage.fromEcrRepository(repository, pinned));

        run("Template", ContainerImage.fromRegistry("%s/orders:%d".formatted(REGISTRY, MAJOR)));
        run("TemplatePinned", ContainerImage.fromRegistry(String.format("%s/orders:%s", REGISTRY, VERSION)));
        run("Joined", ContainerImage.fromRegistry(REGISTRY + "/orders" + ':' + "snapshot"));
        run("Index", ContainerImage.fromRegistry(names.get("job-runner")));
        run("Unchecked", ContainerImage.fromRegistry((String) names.getOrDefault("proxy", "none")));

        String renamed = Config.ORDERS.get("tag");
        run("Destructured", ContainerImage.fromRegistry("acme/orders:".concat(renamed)));
    }

    private void run(final String id, final ContainerImage image) {
        new FargateTaskDefinition(this, id)
                .addContainer("app", ContainerDefinitionOptions.builder().image(image).build());
    }
}
