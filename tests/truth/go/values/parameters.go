package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsssm"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

// NewParameterStack has values that are known when the stack is deployed.
func NewParameterStack(scope constructs.Construct, id string) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, nil)
	repository := awsecr.Repository_FromRepositoryName(stack, jsii.String("Repository"), jsii.String("orders"))
	tagged := func(id string, tag *string) {
		run(stack, id, awsecs.ContainerImage_FromEcrRepository(repository, tag))
	}

	open := awscdk.NewCfnParameter(stack, jsii.String("Tag"), nil)
	moving := awscdk.NewCfnParameter(stack, jsii.String("MovingTag"), &awscdk.CfnParameterProps{Default: "latest"})
	fixed := awscdk.NewCfnParameter(stack, jsii.String("FixedTag"), &awscdk.CfnParameterProps{
		Type:    jsii.String("String"),
		Default: jsii.String("1.0.4"),
	})

	tagged("Open", open.ValueAsString())
	tagged("Moving", moving.ValueAsString())
	tagged("Fixed", fixed.ValueAsString())
	run(stack, "Template", awsecs.ContainerImage_FromRegistry(jsii.String("acme/app:"+*moving.ValueAsString()), nil))

	tagged("Stored", awsssm.StringParameter_ValueForStringParameter(stack, jsii.String("/orders/tag"), nil))
	tagged("Imported", awscdk.Fn_ImportValue(jsii.String("orders-tag")))
	return stack
}
