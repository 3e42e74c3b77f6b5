package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/jsii-runtime-go"
	"example.com/elsewhere/policy"
)

func main() {
	stack := awscdk.NewStack(awscdk.NewApp(nil), jsii.String("Later"), nil)

	ruled := awsecr.NewRepository(stack, jsii.String("Ruled"), nil)
	ruled.AddLifecycleRule(&awsecr.LifecycleRule{MaxImageCount: jsii.Number(3)})
	ruled.ApplyRemovalPolicy(awscdk.RemovalPolicy_DESTROY)

	hatch := awsecr.NewRepository(stack, jsii.String("Hatch"), nil)
	resource := hatch.Node().DefaultChild().(awsecr.CfnRepository)
	resource.SetImageTagMutability(jsii.String("IMMUTABLE"))
	resource.AddPropertyOverride(jsii.String("ImageScanningConfiguration.ScanOnPush"), jsii.Bool(true))

	// To read a property changes nothing.
	read := awsecr.NewRepository(stack, jsii.String("Read"), nil)
	_ = read.RepositoryUri()
	_ = read.Stack()
	awss3.NewBucket(stack, jsii.String("Named"), &awss3.BucketProps{BucketName: read.RepositoryName()})

	// What is handed to somebody else may be changed.
	handed := awsecr.NewRepository(stack, jsii.String("Handed"), nil)
	policy.Apply(handed)
	got := awsecr.NewRepository(stack, jsii.String("Got"), nil)
	var child awsecr.CfnRepository
	jsii.Get(got.Node(), "defaultChild", &child)
}
