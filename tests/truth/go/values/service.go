package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecs"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

type ServiceProps struct {
	awscdk.StackProps
	ImageTag  *string
	Immutable bool
	Scan      *bool
}

// NewServiceStack makes a stack; what becomes of it is decided where it is created.
func NewServiceStack(scope constructs.Construct, id string, props *ServiceProps) awscdk.Stack {
	if props == nil {
		props = &ServiceProps{}
	}
	stack := awscdk.NewStack(scope, &id, &props.StackProps)

	mutability := awsecr.TagMutability_MUTABLE
	if props.Immutable {
		mutability = awsecr.TagMutability_IMMUTABLE
	}
	scan := props.Scan
	if scan == nil {
		scan = jsii.Bool(false)
	}
	repository := awsecr.NewRepository(stack, jsii.String("Repository"), &awsecr.RepositoryProps{
		ImageScanOnPush:    scan,
		ImageTagMutability: mutability,
	})
	run(stack, "Task", awsecs.ContainerImage_FromEcrRepository(repository, props.ImageTag))

	fallback := "main"
	if props.ImageTag != nil {
		fallback = *props.ImageTag
	}
	run(stack, "Fallback", awsecs.ContainerImage_FromRegistry(jsii.String("acme/orders:"+fallback), nil))
	return stack
}
