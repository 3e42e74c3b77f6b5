package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

// NewNameStack has buckets that nothing but their names speaks for.
func NewNameStack(scope constructs.Construct, id string) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, nil)

	awss3.NewBucket(stack, jsii.String("BuildArtifacts"), nil)
	awss3.NewBucket(stack, jsii.String("Releases"), nil)
	awss3.NewBucket(stack, jsii.String("Storage"), &awss3.BucketProps{
		BucketName: jsii.String("acme-build-artifacts"),
	})
	awss3.NewBucket(stack, jsii.String("Photos"), nil)
	awss3.NewBucket(stack, jsii.String("ReleaseLogs"), nil)
	awss3.NewBucket(stack, jsii.String("Site"), &awss3.BucketProps{WebsiteIndexDocument: jsii.String("index.html")})

	logs := awss3.NewBucket(stack, jsii.String("Deployments"), nil)
	awss3.NewBucket(stack, jsii.String("Pictures"), &awss3.BucketProps{ServerAccessLogsBucket: logs})
	return stack
}
