package main

import (
	"log"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecs"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

// NewFunctionStack has values that functions of other files return.
func NewFunctionStack(scope constructs.Construct, id string) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, nil)

	awsecr.NewRepository(stack, jsii.String("Secure"), repositoryProps(true))
	relaxed := awsecr.NewRepository(stack, jsii.String("Relaxed"), repositoryProps(false))
	spread := repositoryProps(true)
	spread.ImageScanOnPush = jsii.Bool(false)
	awsecr.NewRepository(stack, jsii.String("Spread"), spread)

	run(stack, "Tagged", awsecs.ContainerImage_FromEcrRepository(relaxed, tagFor("orders")))

	moving, err := image("orders")
	if err != nil {
		log.Fatal(err)
	}
	run(stack, "Imaged", moving)
	pinned, err := image("orders", "1.5.0")
	if err != nil {
		log.Fatal(err)
	}
	run(stack, "Pinned", pinned)
	return stack
}
