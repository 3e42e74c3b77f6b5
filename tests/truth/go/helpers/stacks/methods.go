package stacks

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecs"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

// MethodStack makes its constructs in methods.
type MethodStack struct {
	awscdk.Stack
}

func NewMethodStack(scope constructs.Construct, id string) MethodStack {
	stack := MethodStack{awscdk.NewStack(scope, &id, nil)}
	stack.task("Latest", "acme/orders", "")
	stack.task("Pinned", "acme/orders", "1.2.0")
	bare := stack.definition("Bare")
	bare.AddContainer(jsii.String("app"), &awsecs.ContainerDefinitionOptions{
		Image: awsecs.ContainerImage_FromRegistry(jsii.String("acme/app:live"), nil),
	})
	return stack
}

func (stack MethodStack) task(id, name, tag string) {
	if tag == "" {
		tag = "latest"
	}
	stack.definition(id).AddContainer(jsii.String("app"), &awsecs.ContainerDefinitionOptions{
		Image: awsecs.ContainerImage_FromRegistry(jsii.String(name+":"+tag), nil),
	})
}

func (stack MethodStack) definition(id string) awsecs.FargateTaskDefinition {
	return awsecs.NewFargateTaskDefinition(stack, jsii.String(id), nil)
}
