package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecs"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

// NewContextStack has values from cdk.json.
func NewContextStack(scope constructs.Construct, id string) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, nil)
	repository := awsecr.Repository_FromRepositoryName(stack, jsii.String("Repository"), jsii.String("orders"))

	tag, ok := stack.Node().TryGetContext(jsii.String("tag")).(string)
	if !ok {
		panic("no tag")
	}
	run(stack, "Tagged", awsecs.ContainerImage_FromEcrRepository(repository, &tag))

	release := stack.Node().GetContext(jsii.String("release")).(string)
	run(stack, "Released", awsecs.ContainerImage_FromEcrRepository(repository, &release))

	images := stack.Node().TryGetContext(jsii.String("images")).(map[string]any)
	run(stack, "Proxy", awsecs.ContainerImage_FromRegistry(jsii.String(images["proxy"].(string)), nil))
	run(stack, "Cache", awsecs.ContainerImage_FromRegistry(jsii.String(images["cache"].(string)), nil))

	missing := "stable"
	if given := stack.Node().TryGetContext(jsii.String("nowhere")); given != nil {
		missing = given.(string)
	}
	run(stack, "Fallback", awsecs.ContainerImage_FromEcrRepository(repository, &missing))
	return stack
}
