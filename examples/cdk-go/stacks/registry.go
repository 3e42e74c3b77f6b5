package stacks

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

type RegistryStack struct {
	awscdk.Stack
	Orders awsecr.IRepository
}

func NewRegistryStack(scope constructs.Construct, id string, props *awscdk.StackProps) RegistryStack {
	stack := RegistryStack{Stack: awscdk.NewStack(scope, &id, props)}

	// Neither scanned nor immutable, and it keeps every image for ever.
	stack.Orders = awsecr.NewRepository(stack, jsii.String("Orders"), &awsecr.RepositoryProps{
		RepositoryName: jsii.String("orders"),
	})

	awsecr.NewRepository(stack, jsii.String("Tools"), &awsecr.RepositoryProps{
		RepositoryName:     jsii.String("tools"),
		ImageScanOnPush:    jsii.Bool(true),
		ImageTagMutability: awsecr.TagMutability_IMMUTABLE,
		LifecycleRules: &[]*awsecr.LifecycleRule{
			{TagStatus: awsecr.TagStatus_UNTAGGED, MaxImageAge: awscdk.Duration_Days(jsii.Number(365))},
		},
	})
	return stack
}
