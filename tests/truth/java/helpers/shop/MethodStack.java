package shop;

import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.constructs.Construct;

/** A method of the stack makes its constructs. */
public class MethodStack extends Stack {
    public MethodStack(final Construct scope, final String id) {
        super(scope, id);
        task("Latest", "acme/orders");
        this.task("Pinned", "acme/orders", "1.2.0");
        FargateTaskDefinition bare = this.definition("Bare");
        bare.addContainer("app", ContainerDefinitionOptions.builder()
                .image(ContainerImage.fromRegistry("acme/app:live"))
                .build());
    }

    private void task(final String id, final String name) {
        task(id, name, "latest");
    }

    private void task(final String id, final String name, final String tag) {
        definition(id).addContainer("app", ContainerDefinitionOptions.builder()
                .image(ContainerImage.fromRegistry(String.format("%s:%s", name, tag)))
                .build());
    }

    private FargateTaskDefinition definition(final String id) {
        return new FargateTaskDefinition(this, id);
    }
}
