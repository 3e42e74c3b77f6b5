package main

import (
	"path/filepath"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecrassets"
	ecs "github.com/aws/aws-cdk-go/awscdk/v2/awsecs"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

const directory = "image"

// NewAssetStack has images that are built while the app is deployed.
func NewAssetStack(scope constructs.Construct, id string) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, nil)
	archive := filepath.Join(directory, "image.tar")

	run(stack, "Built", ecs.ContainerImage_FromAsset(jsii.String(directory), &ecs.AssetImageProps{
		File: jsii.String("Dockerfile"),
	}))
	run(stack, "Constructed", ecs.NewAssetImage(jsii.String(directory), nil))

	asset := awsecrassets.NewDockerImageAsset(stack, jsii.String("Image"), &awsecrassets.DockerImageAssetProps{
		Directory: jsii.String(directory),
	})
	run(stack, "Shared", ecs.ContainerImage_FromDockerImageAsset(asset))
	run(stack, "Uri", ecs.ContainerImage_FromRegistry(asset.ImageUri(), nil))
	run(stack, "Copied", ecs.ContainerImage_FromEcrRepository(asset.Repository(), asset.ImageTag()))
	run(stack, "Loaded", ecs.ContainerImage_FromTarball(&archive))

	tarball := awsecrassets.NewTarballImageAsset(stack, jsii.String("Tarball"), &awsecrassets.TarballImageAssetProps{
		TarballFile: &archive,
	})
	run(stack, "Tarred", ecs.ContainerImage_FromRegistry(tarball.ImageUri(), nil))

	// An asset that nothing runs is in no template.
	awsecrassets.NewDockerImageAsset(stack, jsii.String("Unused"), &awsecrassets.DockerImageAssetProps{
		Directory: jsii.String(directory),
		BuildArgs: &map[string]*string{"STAGE": jsii.String("unused")},
	})
	return stack
}
