package shop.domain;

public final class ContainerImage {
    private ContainerImage() {
    }

    public static String fromRegistry(final String name) {
        return name;
    }

    public static String fromEcrRepository(final Repository repository) {
        return repository.getName() + ":latest";
    }

    public static String fromAsset(final String directory) {
        return directory;
    }
}
