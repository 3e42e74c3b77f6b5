import { Stack } from 'aws-cdk-lib';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { Construct } from 'constructs';

/** The images that builds run in. */
export class BuildImageStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const buildSpec = codebuild.BuildSpec.fromObject({ version: '0.2' });
    const tools = new ecr.Repository(this, 'Tools', { imageTagMutability: ecr.TagMutability.MUTABLE });

    new codebuild.Project(this, 'Default', { buildSpec });
    new codebuild.Project(this, 'Constant', {
      buildSpec,
      environment: { buildImage: codebuild.LinuxBuildImage.STANDARD_7_0 },
    });
    new codebuild.Project(this, 'ById', {
      buildSpec,
      environment: { buildImage: codebuild.LinuxBuildImage.fromCodeBuildImageId('aws/codebuild/standard:7.0') },
    });

    new codebuild.Project(this, 'Ecr', {
      buildSpec,
      environment: { buildImage: codebuild.LinuxBuildImage.fromEcrRepository(tools) },
    });
    new codebuild.Project(this, 'EcrPinned', {
      buildSpec,
      environment: { buildImage: codebuild.LinuxBuildImage.fromEcrRepository(tools, '20241105.1') },
    });
    new codebuild.Project(this, 'Arm', {
      buildSpec,
      environment: { buildImage: codebuild.LinuxArmBuildImage.fromEcrRepository(tools, 'next') },
    });
    new codebuild.Project(this, 'Windows', {
      buildSpec,
      environment: { buildImage: codebuild.WindowsBuildImage.fromEcrRepository(tools, 'lts') },
    });

    new codebuild.Project(this, 'Registry', {
      buildSpec,
      environment: { buildImage: codebuild.LinuxBuildImage.fromDockerRegistry('node:20') },
    });
    new codebuild.Project(this, 'RegistryPinned', {
      buildSpec,
      environment: { buildImage: codebuild.LinuxBuildImage.fromDockerRegistry('node:20.18.1-bookworm') },
    });
    new codebuild.Project(this, 'ArmRegistry', {
      buildSpec,
      environment: { buildImage: codebuild.LinuxArmBuildImage.fromDockerRegistry('acme/tools') },
    });
    new codebuild.Project(this, 'WindowsRegistry', {
      buildSpec,
      environment: { buildImage: codebuild.WindowsBuildImage.fromDockerRegistry('acme/tools:latest') },
    });

    const fleet = codebuild.Fleet.fromFleetArn(
      this, 'Fleet', 'arn:aws:codebuild:eu-west-1:111122223333:fleet/macs:12345678-1234-1234-1234-123456789012');
    new codebuild.Project(this, 'Mac', {
      buildSpec,
      environment: { fleet, buildImage: codebuild.MacBuildImage.fromEcrRepository(tools, 'preview') },
    });
    new codebuild.Project(this, 'MacRegistry', {
      buildSpec,
      environment: { fleet, buildImage: codebuild.MacBuildImage.fromDockerRegistry('acme/mac-tools:14.6') },
    });

    // Graphics images do not know digests, and their tag is just a tag.
    new codebuild.Project(this, 'Gpu', {
      buildSpec,
      environment: { buildImage: codebuild.LinuxGpuBuildImage.fromEcrRepository(tools) },
    });
    new codebuild.Project(this, 'GpuPinned', {
      buildSpec,
      environment: { buildImage: codebuild.LinuxGpuBuildImage.fromEcrRepository(tools, '1.13.1-gpu') },
    });
    new codebuild.Project(this, 'DeepLearning', {
      buildSpec,
      environment: { buildImage: codebuild.LinuxGpuBuildImage.awsDeepLearningContainersImage(
      'pytorch-training', 'latest', '111122223333') },
    });

    new codebuild.Project(this, 'Asset', {
      buildSpec,
      environment: { buildImage: codebuild.LinuxBuildImage.fromAsset(this, 'Image', { directory: 'image' }) },
    });

    new codebuild.Project(this, 'WindowsAsset', {
      buildSpec,
      environment: {
        buildImage: codebuild.WindowsBuildImage.fromAsset(this, 'WindowsImage', { directory: 'image' }),
      },
    });

    new codebuild.PipelineProject(this, 'Pipeline', {
      environment: { buildImage: codebuild.LinuxBuildImage.fromEcrRepository(tools, 'head') },
    });
    new codebuild.CfnProject(this, 'LevelOne', {
      artifacts: { type: 'NO_ARTIFACTS' },
      environment: { computeType: 'BUILD_GENERAL1_SMALL', image: 'golang', type: 'LINUX_CONTAINER' },
      serviceRole: 'build',
      source: { type: 'NO_SOURCE', buildSpec: 'version: 0.2' },
    });
  }
}
