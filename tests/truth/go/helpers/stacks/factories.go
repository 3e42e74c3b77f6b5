package stacks

import (
	"fmt"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

type options struct {
	scan bool
}

func makeRepository(scope constructs.Construct, name string, chosen *options) awsecr.Repository {
	if chosen == nil {
		chosen = &options{scan: true}
	}
	repository := awsecr.NewRepository(scope, jsii.String(fmt.Sprintf("%sRepository", name)), &awsecr.RepositoryProps{
		ImageScanOnPush: &chosen.scan,
	})
	expire(repository)
	return repository
}

func expire(repository awsecr.Repository) {
	repository.AddLifecycleRule(&awsecr.LifecycleRule{MaxImageCount: jsii.Number(100)})
}

var makeBucket = func(scope constructs.Construct, versioned bool) awss3.Bucket {
	return awss3.NewBucket(scope, jsii.String("Artifacts"), &awss3.BucketProps{Versioned: jsii.Bool(versioned)})
}

// NewFactoryStack has functions make the constructs, in the scope that they are given.
func NewFactoryStack(scope constructs.Construct, id string) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, nil)
	makeRepository(stack, "Orders", nil)
	makeRepository(stack, "Billing", &options{scan: false})
	makeBucket(constructs.NewConstruct(stack, jsii.String("Kept")), true)
	makeBucket(constructs.NewConstruct(stack, jsii.String("Lost")), false)
	return stack
}
