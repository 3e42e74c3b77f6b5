package shop;

import static shop.Helpers.*;

import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.constructs.Construct;

/** Values that functions of other files return. */
public class FunctionStack extends Stack {
    public FunctionStack(final Construct scope, final String id) {
        super(scope, id);

        new Repository(this, "Secure", repositoryProps().build());
        Repository relaxed = new Repository(this, "Relaxed", repositoryProps(false).build());
        new Repository(this, "Spread", Helpers.repositoryProps().imageScanOnPush(false).build());

        FargateTaskDefinition tagged = new FargateTaskDefinition(this, "Tagged");
        tagged.addContainer("app", options(ContainerImage.fromEcrRepository(relaxed, tagFor("orders"))));

        FargateTaskDefinition imaged = new FargateTaskDefinition(this, "Imaged");
        imaged.addContainer("app", options(image("orders")));
        FargateTaskDefinition pinned = new FargateTaskDefinition(this, "Pinned");
        pinned.addContainer("app", options(image("orders", "1.5.0")));
    }

    private ContainerDefinitionOptions options(final ContainerImage image) {
        return ContainerDefinitionOptions.builder().image(image).build();
    }
}
