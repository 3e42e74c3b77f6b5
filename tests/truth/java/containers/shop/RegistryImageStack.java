package shop;

import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.RepositoryImage;
import software.constructs.Construct;

/** Images of other registries. */
public class RegistryImageStack extends Stack {
    public RegistryImageStack(final Construct scope, final String id) {
        super(scope, id);

        run("Untagged", ContainerImage.fromRegistry("amazon/amazon-ecs-sample"));
        run("Latest", new RepositoryImage("ghcr.io/acme/orders:latest"));
        run("Major", ContainerImage.fromRegistry("redis:7-alpine"));
        run("Version", ContainerImage.fromRegistry("public.ecr.aws/docker/library/redis:7.2.4"));
        run("Port", ContainerImage.fromRegistry("registry.acme.example:5000/orders"));

        // The digest decides, whatever the tag says.
        run("Digest", ContainerImage.fromRegistry("acme/orders:latest@"
                + "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"));
    }

    private void run(final String id, final ContainerImage image) {
        final var options = ContainerDefinitionOptions.builder();
        options.image(image);
        new FargateTaskDefinition(this, id).addContainer("app", options.build());
    }
}
