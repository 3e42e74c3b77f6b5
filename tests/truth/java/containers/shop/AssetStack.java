package shop;

import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecr.assets.DockerImageAsset;
import software.amazon.awscdk.services.ecr.assets.DockerImageAssetProps;
import software.amazon.awscdk.services.ecr.assets.TarballImageAsset;
import software.amazon.awscdk.services.ecs.AssetImage;
import software.amazon.awscdk.services.ecs.AssetImageProps;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.constructs.Construct;

/** Images that are built while the app is deployed. */
public class AssetStack extends Stack {
    private static final String DIRECTORY = "image";

    public AssetStack(final Construct scope, final String id) {
        super(scope, id);

        run("Built", ContainerImage.fromAsset(DIRECTORY, AssetImageProps.builder().file("Dockerfile").build()));
        run("Constructed", new AssetImage(DIRECTORY));

        DockerImageAsset asset = DockerImageAsset.Builder.create(this, "Image").directory(DIRECTORY).build();
        run("Shared", ContainerImage.fromDockerImageAsset(asset));
        run("Uri", ContainerImage.fromRegistry(asset.getImageUri()));
        run("Copied", ContainerImage.fromEcrRepository(asset.getRepository(), asset.getImageTag()));
        run("Loaded", ContainerImage.fromTarball(DIRECTORY + "/image.tar"));

        TarballImageAsset tarball = TarballImageAsset.Builder.create(this, "Tarball")
                .tarballFile(DIRECTORY + "/image.tar")
                .build();
        run("Tarred", ContainerImage.fromRegistry(tarball.getImageUri()));

        // An asset that nothing runs is in no template.
        new DockerImageAsset(this, "Unused", DockerImageAssetProps.builder()
                .directory(DIRECTORY)
                .buildArgs(Map.of("STAGE", "unused"))
                .build());
    }

    private void run(final String id, final ContainerImage image) {
        new FargateTaskDefinition(this, id)
                .addContainer("app", ContainerDefinitionOptions.builder().image(image).build());
    }
}
