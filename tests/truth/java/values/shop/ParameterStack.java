package shop;

import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecr.IRepository;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ssm.StringParameter;
import software.constructs.Construct;

/** Values that are known when the stack is deployed. */
public class ParameterStack extends Stack {
    public ParameterStack(final Construct scope, final String id) {
        super(scope, id);
        IRepository repository = Repository.fromRepositoryName(this, "Repository", "orders");

        CfnParameter open = new CfnParameter(this, "Tag");
        CfnParameter moving = CfnParameter.Builder.create(this, "MovingTag").defaultValue("latest").build();
        CfnParameter fixed = CfnParameter.Builder.create(this, "FixedTag").type("String").defaultValue("1.0.4").build();

        run("Open", ContainerImage.fromEcrRepository(repository, open.getValueAsString()));
        run("Moving", ContainerImage.fromEcrRepository(repository, moving.getValueAsString()));
        run("Fixed", ContainerImage.fromEcrRepository(repository, fixed.getValueAsString()));
        run("Template", ContainerImage.fromRegistry(String.join(":", "acme/app", moving.getValueAsString())));

        String stored = StringParameter.valueForStringParameter(this, "/orders/tag");
        run("Stored", ContainerImage.fromEcrRepository(repository, stored));
        run("Imported", ContainerImage.fromEcrRepository(repository, Fn.importValue("orders-tag")));
    }

    private void run(final String id, final ContainerImage image) {
        new FargateTaskDefinition(this, id)
                .addContainer("app", ContainerDefinitionOptions.builder().image(image).build());
    }
}
