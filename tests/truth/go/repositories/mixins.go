package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr/awsecrmixins"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

// ScanOnPush is a mixin of the app's own.
type ScanOnPush struct{}

func (ScanOnPush) Supports(construct constructs.IConstruct) *bool {
	_, ok := construct.(awsecr.CfnRepository)
	return &ok
}

func (ScanOnPush) ApplyTo(construct constructs.IConstruct) {
	construct.(awscdk.CfnResource).AddPropertyOverride(jsii.String("ImageScanningConfiguration.ScanOnPush"), true)
}

func NewMixinStack(scope constructs.Construct, id string) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, nil)

	emptied := awsecr.NewRepository(stack, jsii.String("Emptied"), nil)
	emptied.With(awsecrmixins.NewRepositoryAutoDeleteImages())

	scanned := awsecr.NewCfnRepository(stack, jsii.String("Scanned"), nil)
	scanned.With(ScanOnPush{})

	group := constructs.NewConstruct(stack, jsii.String("Group"))
	awsecr.NewRepository(group, jsii.String("Inside"), nil)
	awsecr.NewRepository(stack, jsii.String("Outside"), nil)
	awscdk.Mixins_Of(group, nil).Apply(ScanOnPush{})
	return stack
}
