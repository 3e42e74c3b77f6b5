package shop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecr.IRepository;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecr.TagMutability;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.constructs.Construct;

/** Values that come from where the app is synthesized. */
public class EnvironmentStack extends Stack {
    private static final boolean IS_PROD = "prod".equals(System.getenv("STAGE"));

    public EnvironmentStack(final Construct scope, final String id) {
        super(scope, id);
        IRepository repository = Repository.fromRepositoryName(this, "Repository", "orders");
        String commit = commit();

        run("Given", ContainerImage.fromEcrRepository(repository, System.getenv("GIT_SHA")));
        run("Fallback", ContainerImage.fromEcrRepository(repository,
                System.getenv().getOrDefault("IMAGE_TAG", "latest")));
        run("Or", ContainerImage.fromRegistry(
                "acme/app:" + Optional.ofNullable(System.getenv("IMAGE_TAG")).orElse("dev")));

        String pinned = System.getenv("IMAGE_TAG");
        if (pinned == null || pinned.isEmpty()) {
            pinned = "1.0.0";
        }
        run("FallbackPinned", ContainerImage.fromEcrRepository(repository, pinned));

        run("Commit", ContainerImage.fromEcrRepository(repository, commit));
        run("PrefixedCommit", ContainerImage.fromRegistry("acme/app:git-" + commit));

        String branch = switch (Optional.ofNullable(System.getenv("STAGE")).orElse("dev")) {
            case "prod" -> "8.0.0";
            default -> "staging";
        };
        run("Branch", ContainerImage.fromEcrRepository(repository, branch));

        if (IS_PROD) {
            Repository.Builder.create(this, "OnlyInProduction").imageScanOnPush(true).build();
        } else {
            Repository.Builder.create(this, "OnlyElsewhere").imageTagMutability(TagMutability.IMMUTABLE).build();
        }
    }

    private void run(final String id, final ContainerImage image) {
        FargateTaskDefinition task = new FargateTaskDefinition(this, id);
        task.addContainer("app", ContainerDefinitionOptions.builder().image(image).build());
    }

    private static String commit() {
        try {
            Process process = new ProcessBuilder("git", "rev-parse", "HEAD").start();
            return new String(process.getInputStream().readAllBytes()).trim();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
