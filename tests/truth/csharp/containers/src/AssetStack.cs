using System.Collections.Generic;
using System.IO;
using Amazon.CDK;
using Amazon.CDK.AWS.ECS;
using Amazon.CDK.AWS.Ecr.Assets;
using Constructs;

namespace Containers;

/// <summary>Images that are built while the app is deployed.</summary>
public class AssetStack : Stack
{
    private const string Folder = "image";

    public AssetStack(Construct scope, string id) : base(scope, id)
    {
        var built = new FargateTaskDefinition(this, "Built");
        built.AddContainer("app", new ContainerDefinitionOptions
        {
            Image = ContainerImage.FromAsset(Folder, new AssetImageProps { File = "Dockerfile" }),
        });

        var constructed = new FargateTaskDefinition(this, "Constructed");
        constructed.AddContainer("app", new ContainerDefinitionOptions { Image = new AssetImage(Folder) });

        var asset = new DockerImageAsset(this, "Image", new DockerImageAssetProps { Directory = Folder });
        var shared = new FargateTaskDefinition(this, "Shared");
        shared.AddContainer("app", new ContainerDefinitionOptions { Image = ContainerImage.FromDockerImageAsset(asset) });

        var uri = new FargateTaskDefinition(this, "Uri");
        uri.AddContainer("app", new ContainerDefinitionOptions { Image = ContainerImage.FromRegistry(asset.ImageUri) });

        var copied = new FargateTaskDefinition(this, "Copied");
        copied.AddContainer("app", new ContainerDefinitionOptions
        {
            Image = ContainerImage.FromEcrRepository(asset.Repository, asset.ImageTag),
        });

        var loaded = new FargateTaskDefinition(this, "Loaded");
        loaded.AddContainer("app", new ContainerDefinitionOptions
        {
            Image = ContainerImage.FromTarball(Path.Combine(Folder, "image.tar")),
        });

        var tarball = new TarballImageAsset(this, "Tarball", new TarballImageAssetProps
        {
            TarballFile = Path.Combine(Folder, "image.tar"),
        });
        var tarred = new FargateTaskDefinition(this, "Tarred");
        tarred.AddContainer("app", new ContainerDefinitionOptions { Image = ContainerImage.FromRegistry(tarball.ImageUri) });

        // An asset that nothing runs is in no template.
        new DockerImageAsset(this, "Unused", new DockerImageAssetProps
        {
            Directory = Folder,
            BuildArgs = new Dictionary<string, string> { { "STAGE", "unused" } },
        });
    }
}
