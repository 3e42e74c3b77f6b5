package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecs"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

type ServiceStackProps struct {
	awscdk.StackProps
	ImageTag   string
	Repository awsecr.IRepository
}

func NewServiceStack(scope constructs.Construct, id string, props *ServiceStackProps) awscdk.Stack {
	var sprops awscdk.StackProps
	if props != nil {
		sprops = props.StackProps
	}
	stack := awscdk.NewStack(scope, &id, &sprops)
	task := awsecs.NewFargateTaskDefinition(stack, jsii.String("Task"), nil)
	task.AddContainer(jsii.String("app"), &awsecs.ContainerDefinitionOptions{
		Image: awsecs.ContainerImage_FromEcrRepository(props.Repository, jsii.String(props.ImageTag)),
	})
	return stack
}

func main() {
	defer jsii.Close()
	app := awscdk.NewApp(nil)
	registry := awscdk.NewStack(app, jsii.String("Registry"), nil)
	orders := awsecr.NewRepository(registry, jsii.String("Orders"), nil)
	NewServiceStack(app, "Staging", &ServiceStackProps{ImageTag: "latest", Repository: orders})
	NewServiceStack(app, "Production", &ServiceStackProps{
		StackProps: awscdk.StackProps{Env: env()},
		ImageTag:   "1.4.0",
		Repository: orders,
	})
	app.Synth(nil)
}

func env() *awscdk.Environment { return nil }
