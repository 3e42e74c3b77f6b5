package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	. "github.com/aws/aws-cdk-go/awscdk/v2/awsecs"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

// NewRegistryImageStack has images of other registries.
func NewRegistryImageStack(scope constructs.Construct, id string) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, nil)

	untagged := NewFargateTaskDefinition(stack, jsii.String("Untagged"), nil)
	untagged.AddContainer(jsii.String("app"), &ContainerDefinitionOptions{
		Image: ContainerImage_FromRegistry(jsii.String("amazon/amazon-ecs-sample"), nil),
	})

	latest := NewFargateTaskDefinition(stack, jsii.String("Latest"), nil)
	latest.AddContainer(jsii.String("app"), &ContainerDefinitionOptions{
		Image: NewRepositoryImage(jsii.String("ghcr.io/acme/orders:latest"), nil),
	})

	major := NewFargateTaskDefinition(stack, jsii.String("Major"), nil)
	major.AddContainer(jsii.String("cache"), &ContainerDefinitionOptions{
		Image: ContainerImage_FromRegistry(jsii.String("redis:7-alpine"), nil),
	})

	version := NewFargateTaskDefinition(stack, jsii.String("Version"), nil)
	version.AddContainer(jsii.String("cache"), &ContainerDefinitionOptions{
		Image: ContainerImage_FromRegistry(jsii.String("public.ecr.aws/docker/library/redis:7.2.4"), nil),
	})

	port := NewFargateTaskDefinition(stack, jsii.String("Port"), nil)
	port.AddContainer(jsii.String("app"), &ContainerDefinitionOptions{
		Image: ContainerImage_FromRegistry(jsii.String("registry.acme.example:5000/orders"), nil),
	})

	// The digest decides, whatever the tag says.
	pinned := NewFargateTaskDefinition(stack, jsii.String("Digest"), nil)
	pinned.AddContainer(jsii.String("app"), &ContainerDefinitionOptions{
		Image: ContainerImage_FromRegistry(jsii.String("acme/orders:latest@"+digest), nil),
	})
	return stack
}
