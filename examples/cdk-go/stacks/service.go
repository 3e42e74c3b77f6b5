package stacks

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsec2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecspatterns"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

type ServiceStackProps struct {
	awscdk.StackProps
	Repository awsecr.IRepository
	ImageTag   string
}

func NewServiceStack(scope constructs.Construct, id string, props *ServiceStackProps) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, &props.StackProps)

	vpc := awsec2.NewVpc(stack, jsii.String("Network"), &awsec2.VpcProps{MaxAzs: jsii.Number(2)})
	cluster := awsecs.NewCluster(stack, jsii.String("Cluster"), &awsecs.ClusterProps{Vpc: vpc})

	// The tag comes from orders.go, which falls back to latest.
	service := awsecspatterns.NewApplicationLoadBalancedFargateService(
		stack, jsii.String("Orders"), &awsecspatterns.ApplicationLoadBalancedFargateServiceProps{
			Cluster: cluster,
			TaskImageOptions: &awsecspatterns.ApplicationLoadBalancedTaskImageOptions{
				Image:         awsecs.ContainerImage_FromEcrRepository(props.Repository, &props.ImageTag),
				ContainerPort: jsii.Number(8080),
			},
		})
	service.TaskDefinition().AddContainer(jsii.String("telemetry"), &awsecs.ContainerDefinitionOptions{
		Image: awsecs.ContainerImage_FromRegistry(
			jsii.String("public.ecr.aws/aws-observability/aws-otel-collector:v0.43.2"), nil),
	})

	// Built again for each environment, and kept where the application cannot look after it.
	migrations := awsecs.NewFargateTaskDefinition(stack, jsii.String("Migrations"), nil)
	migrations.AddContainer(jsii.String("migrate"), &awsecs.ContainerDefinitionOptions{
		Image: awsecs.ContainerImage_FromAsset(jsii.String("migrations"), nil),
	})
	return stack
}
