package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
	ecs "github.com/aws/aws-cdk-go/awscdk/v2/awsecs"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

// NewConsumerStack has the kinds of task definitions, and the ways in which containers come to them.
func NewConsumerStack(scope constructs.Construct, id string) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, nil)

	repository := awsecr.Repository_FromRepositoryName(stack, jsii.String("Repository"), jsii.String("orders"))
	image := ecs.ContainerImage_FromEcrRepository(repository, nil)
	pinned := ecs.ContainerImage_FromEcrRepository(repository, jsii.String("1.2.3"))
	app := jsii.String("app")

	ec2 := ecs.NewEc2TaskDefinition(stack, jsii.String("Ec2"), nil)
	ec2.AddContainer(app, &ecs.ContainerDefinitionOptions{Image: image, MemoryLimitMiB: jsii.Number(256)})

	external := ecs.NewExternalTaskDefinition(stack, jsii.String("External"), nil)
	external.AddContainer(app, &ecs.ContainerDefinitionOptions{Image: image, MemoryLimitMiB: jsii.Number(256)})

	generic := ecs.NewTaskDefinition(stack, jsii.String("Generic"), &ecs.TaskDefinitionProps{
		Compatibility: ecs.Compatibility_FARGATE,
		Cpu:           jsii.String("256"),
		MemoryMiB:     jsii.String("512"),
	})
	ecs.NewContainerDefinition(stack, jsii.String("App"), &ecs.ContainerDefinitionProps{
		TaskDefinition: generic,
		Image:          image,
	})

	sidecar := ecs.NewFargateTaskDefinition(stack, jsii.String("Sidecar"), nil)
	sidecar.AddContainer(app, &ecs.ContainerDefinitionOptions{Image: pinned})
	sidecar.AddContainer(jsii.String("proxy"), &ecs.ContainerDefinitionOptions{
		Image: ecs.ContainerImage_FromRegistry(jsii.String("envoyproxy/envoy:v1.31-latest"), nil),
	})

	logged := ecs.NewFargateTaskDefinition(stack, jsii.String("Logged"), nil)
	logged.AddContainer(app, &ecs.ContainerDefinitionOptions{Image: pinned})
	logged.AddFirelensLogRouter(jsii.String("router"), &ecs.FirelensLogRouterDefinitionOptions{
		Image:          ecs.ContainerImage_FromRegistry(jsii.String("amazon/aws-for-fluent-bit:stable"), nil),
		FirelensConfig: &ecs.FirelensConfig{Type: ecs.FirelensLogRouterType_FLUENTBIT},
	})

	quiet := ecs.NewFargateTaskDefinition(stack, jsii.String("Quiet"), nil)
	quiet.AddContainer(app, &ecs.ContainerDefinitionOptions{Image: pinned})

	ecs.NewCfnTaskDefinition(stack, jsii.String("LevelOne"), &ecs.CfnTaskDefinitionProps{
		ContainerDefinitions: []any{
			&ecs.CfnTaskDefinition_ContainerDefinitionProperty{Name: app, Image: jsii.String("acme/orders")},
		},
	})
	ecs.NewCfnTaskDefinition(stack, jsii.String("LevelOneUri"), &ecs.CfnTaskDefinitionProps{
		ContainerDefinitions: []any{
			&ecs.CfnTaskDefinition_ContainerDefinitionProperty{
				Name:  app,
				Image: repository.RepositoryUriForTag(jsii.String("edge")),
			},
		},
	})
	return stack
}
