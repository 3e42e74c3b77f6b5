package shop;

import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecr.IRepository;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecr.RepositoryAttributes;
import software.amazon.awscdk.services.ecr.TagMutability;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.EcrImage;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.TagParameterContainerImage;
import software.constructs.Construct;

/** Images of ECR repositories, by every kind of tag. */
public class RepositoryImageStack extends Stack {
    private static final String DIGEST = "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    public RepositoryImageStack(final Construct scope, final String id) {
        super(scope, id);

        Repository orders = new Repository(this, "Orders");
        Repository fixed = Repository.Builder.create(this, "Fixed").imageTagMutability(TagMutability.IMMUTABLE).build();
        IRepository named = Repository.fromRepositoryName(this, "Named", "billing");
        IRepository byArn = Repository.fromRepositoryArn(
                this, "ByArn", "arn:aws:ecr:eu-west-1:111122223333:repository/team/billing");
        IRepository attributes = Repository.fromRepositoryAttributes(this, "Attributes", RepositoryAttributes.builder()
                .repositoryArn("arn:aws:ecr:eu-west-1:111122223333:repository/mail")
                .repositoryName("mail")
                .build());

        run("Untagged", ContainerImage.fromEcrRepository(orders));
        run("Latest", ContainerImage.fromEcrRepository(orders, "latest"));
        run("EmptyTag", ContainerImage.fromEcrRepository(orders, ""));
        run("Word", ContainerImage.fromEcrRepository(orders, "main"));
        run("Major", ContainerImage.fromEcrRepository(orders, "v2"));
        run("Version", ContainerImage.fromEcrRepository(orders, "2.7.1"));
        run("Commit", ContainerImage.fromEcrRepository(orders, "main-0123abc"));
        run("Digest", ContainerImage.fromEcrRepository(orders, DIGEST));
        run("Class", new EcrImage(orders, "staging"));
        run("Parameter", new TagParameterContainerImage(orders));
        run("WordFixed", ContainerImage.fromEcrRepository(fixed, "production"));
        run("LatestFixed", ContainerImage.fromEcrRepository(fixed));
        run("ImportedByName", ContainerImage.fromEcrRepository(named));
        run("ImportedByArn", ContainerImage.fromEcrRepository(byArn, "stable"));
        run("ImportedFixed", ContainerImage.fromEcrRepository(attributes, "1.4.0"));
        run("Uri", ContainerImage.fromRegistry(orders.getRepositoryUri()));
        run("UriTag", ContainerImage.fromRegistry(orders.repositoryUriForTag("nightly")));
        run("UriVersion", ContainerImage.fromRegistry(orders.repositoryUriForTagOrDigest("1.4.0")));
        run("UriDigest", ContainerImage.fromRegistry(orders.repositoryUriForDigest(DIGEST)));
        run("UriTemplate", ContainerImage.fromRegistry(orders.getRepositoryUri() + ":beta"));
    }

    private void run(final String id, final ContainerImage image) {
        FargateTaskDefinition task = FargateTaskDefinition.Builder.create(this, id).build();
        task.addContainer("app", ContainerDefinitionOptions.builder().image(image).build());
    }
}
