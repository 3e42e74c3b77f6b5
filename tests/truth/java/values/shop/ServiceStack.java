package shop;

import java.util.Objects;
import java.util.Optional;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecr.TagMutability;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.constructs.Construct;

/** What becomes of it is decided where it is created. */
public class ServiceStack extends Stack {
    public ServiceStack(final Construct scope, final String id) {
        this(scope, id, ServiceProps.builder().build());
    }

    public ServiceStack(final Construct scope, final String id, final ServiceProps props) {
        super(scope, id, props);
        boolean immutable = Objects.requireNonNullElse(props.getImmutable(), false);

        Repository repository = Repository.Builder.create(this, "Repository")
                .imageScanOnPush(Optional.ofNullable(props.getScan()).orElse(false))
                .imageTagMutability(immutable ? TagMutability.IMMUTABLE : TagMutability.MUTABLE)
                .build();
        FargateTaskDefinition task = new FargateTaskDefinition(this, "Task");
        task.addContainer("app", ContainerDefinitionOptions.builder()
                .image(ContainerImage.fromEcrRepository(repository, props.getImageTag()))
                .build());

        FargateTaskDefinition fallback = new FargateTaskDefinition(this, "Fallback");
        String tag = props.getImageTag() == null ? "main" : props.getImageTag();
        fallback.addContainer("app", ContainerDefinitionOptions.builder()
                .image(ContainerImage.fromRegistry("acme/orders:" + tag))
                .build());
    }
}
