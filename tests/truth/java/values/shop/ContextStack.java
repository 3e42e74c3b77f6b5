package shop;

import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecr.IRepository;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.constructs.Construct;

/** Values from `cdk.json`. */
public class ContextStack extends Stack {
    @SuppressWarnings("unchecked")
    public ContextStack(final Construct scope, final String id) {
        super(scope, id);
        IRepository repository = Repository.fromRepositoryName(this, "Repository", "orders");

        FargateTaskDefinition tagged = new FargateTaskDefinition(this, "Tagged");
        tagged.addContainer("app", ContainerDefinitionOptions.builder()
                .image(ContainerImage.fromEcrRepository(repository, (String) this.getNode().tryGetContext("tag")))
                .build());

        FargateTaskDefinition released = new FargateTaskDefinition(this, "Released");
        released.addContainer("app", ContainerDefinitionOptions.builder()
                .image(ContainerImage.fromEcrRepository(repository, getNode().getContext("release").toString()))
                .build());

        Map<String, String> images = (Map<String, String>) this.getNode().tryGetContext("images");
        FargateTaskDefinition proxy = new FargateTaskDefinition(this, "Proxy");
        proxy.addContainer("proxy", ContainerDefinitionOptions.builder()
                .image(ContainerImage.fromRegistry(images.get("proxy")))
                .build());
        FargateTaskDefinition cache = new FargateTaskDefinition(this, "Cache");
        cache.addContainer("cache", ContainerDefinitionOptions.builder()
                .image(ContainerImage.fromRegistry(images.get("cache")))
                .build());

        String missing = Optional.ofNullable((String) getNode().tryGetContext("nowhere")).orElse("stable");
        FargateTaskDefinition fallback = new FargateTaskDefinition(this, "Fallback");
        fallback.addContainer("app", ContainerDefinitionOptions.builder()
                .image(ContainerImage.fromEcrRepository(repository, missing))
                .build());
    }
}
