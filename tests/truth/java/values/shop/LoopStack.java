package shop;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecr.LifecycleRule;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecr.TagMutability;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.constructs.Construct;

/** Constructs that are made in loops. */
public class LoopStack extends Stack {
    private static final Map<String, String> SERVICES =
            Map.ofEntries(Map.entry("cart", "alpha"), Map.entry("stock", "beta"));

    public LoopStack(final Construct scope, final String id) {
        super(scope, id);

        for (String name : new String[] {"web", "api"}) {
            Repository.Builder.create(this, name).imageTagMutability(TagMutability.IMMUTABLE).build();
        }
        Config.IMAGES.forEach(name ->
                Repository.Builder.create(this, name + "-images").imageScanOnPush(true).build());
        Stream.of("first", "second").map(name -> {
            FargateTaskDefinition task = new FargateTaskDefinition(this, name);
            task.addContainer("app", container("acme/app"));
            return task;
        }).toList();
        for (Map.Entry<String, String> service : SERVICES.entrySet()) {
            FargateTaskDefinition task = new FargateTaskDefinition(this, service.getKey());
            task.addContainer("app", container("acme/" + service.getKey() + ":" + service.getValue()));
        }
        for (int number = 0; number < 2; number++) {
            List<LifecycleRule> rules = Arrays.asList(LifecycleRule.builder().maxImageCount(10).build());
            Repository.Builder.create(this, "Shard" + number).lifecycleRules(rules).build();
        }
    }

    private static ContainerDefinitionOptions container(final String image) {
        return ContainerDefinitionOptions.builder().image(ContainerImage.fromRegistry(image)).build();
    }
}
