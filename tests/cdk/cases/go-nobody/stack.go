package stacks

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

type Props struct {
	Immutable bool
}

// NewStack is called by nothing in the run.
func NewStack(scope constructs.Construct, id string, props *Props) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, nil)
	awsecr.NewRepository(stack, jsii.String("Plain"), nil)
	if props.Immutable {
		awsecr.NewRepository(stack, jsii.String("Perhaps"), &awsecr.RepositoryProps{
			ImageTagMutability: awsecr.TagMutability_IMMUTABLE,
		})
	}
	return stack
}
