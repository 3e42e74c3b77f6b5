package main

import (
	cdk "github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
	. "github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	old "github.com/aws/aws-cdk-go/awscdk/awsecr"
	"github.com/aws/jsii-runtime-go"
)

type registry struct{}

func (registry) NewRepository(scope cdk.Stack, id *string, props any) {}

func NewBilling(scope cdk.Stack, id string) {}

// awsecr.NewRepository(stack, jsii.String("InComment"), nil)
const example = `awsecr.NewRepository(stack, jsii.String("InText"), nil)`

func main() {
	stack := cdk.NewStack(cdk.NewApp(nil), jsii.String("Names"), nil)
	awsecr.NewRepository(stack, jsii.String("Own"), nil)
	old.NewRepository(stack, jsii.String("Old"), nil)
	NewBucket(stack, jsii.String("Dot"), nil)
	NewBilling(stack, "Billing")
	NewMissing(stack, "Missing")
	{
		awsecr := registry{}
		awsecr.NewRepository(stack, jsii.String("Shadowed"), nil)
	}
}
