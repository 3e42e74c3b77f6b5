package shop;

import software.amazon.awscdk.services.ecr.RepositoryProps;
import software.amazon.awscdk.services.ecr.TagMutability;
import software.amazon.awscdk.services.ecs.ContainerImage;

final class Helpers {
    private Helpers() {
    }

    static RepositoryProps.Builder repositoryProps() {
        return repositoryProps(true);
    }

    static RepositoryProps.Builder repositoryProps(final boolean immutable) {
        return RepositoryProps.builder()
                .imageScanOnPush(true)
                .imageTagMutability(immutable ? TagMutability.IMMUTABLE : TagMutability.MUTABLE);
    }

    static String tagFor(final String service) {
        return service + "-latest";
    }

    static ContainerImage image(final String name, final String... tag) {
        return ContainerImage.fromRegistry("acme/" + name + ":" + tag[0]);
    }

    static ContainerImage image(final String name) {
        return image(name, "uat");
    }
}
