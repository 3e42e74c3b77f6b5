package shop;

import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.constructs.Construct;

final class Stacks {
    private Stacks() {
    }

    /** A stack that is no class. */
    static Stack makeStack(final Construct scope, final String id, final String tag) {
        Stack stack = new Stack(scope, id);
        FargateTaskDefinition task = new FargateTaskDefinition(stack, "Task");
        task.addContainer("app", ContainerDefinitionOptions.builder()
                .image(ContainerImage.fromRegistry("acme/app:" + tag))
                .build());
        return stack;
    }
}
