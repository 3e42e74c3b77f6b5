import * as path from 'path';
import { Stack } from 'aws-cdk-lib';
import { DockerImageAsset, TarballImageAsset } from 'aws-cdk-lib/aws-ecr-assets';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';

const directory = path.join(__dirname, '..', 'image');

/** Images that are built while the app is deployed. */
export class AssetStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    const built = new ecs.FargateTaskDefinition(this, 'Built');
    built.addContainer('app', { image: ecs.ContainerImage.fromAsset(directory, { file: 'Dockerfile' }) });

    const constructed = new ecs.FargateTaskDefinition(this, 'Constructed');
    constructed.addContainer('app', { image: new ecs.AssetImage(directory) });

    const asset = new DockerImageAsset(this, 'Image', { directory });
    const shared = new ecs.FargateTaskDefinition(this, 'Shared');
    shared.addContainer('app', { image: ecs.ContainerImage.fromDockerImageAsset(asset) });

    const uri = new ecs.FargateTaskDefinition(this, 'Uri');
    uri.addContainer('app', { image: ecs.ContainerImage.fromRegistry(asset.imageUri) });

    const copied = new ecs.FargateTaskDefinition(this, 'Copied');
    copied.addContainer('app', { image: ecs.ContainerImage.fromEcrRepository(asset.repository, asset.imageTag) });

    const loaded = new ecs.FargateTaskDefinition(this, 'Loaded');
    loaded.addContainer('app', { image: ecs.ContainerImage.fromTarball(path.join(directory, 'image.tar')) });

    const tarball = new TarballImageAsset(this, 'Tarball', { tarballFile: path.join(directory, 'image.tar') });
    const tarred = new ecs.FargateTaskDefinition(this, 'Tarred');
    tarred.addContainer('app', { image: ecs.ContainerImage.fromRegistry(tarball.imageUri) });

    // An asset that nothing runs is in no template.
    new DockerImageAsset(this, 'Unused', { directory, buildArgs: { STAGE: 'unused' } });
  }
}
