package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
	"github.com/aws/jsii-runtime-go"
)

func main() {
	stack := awscdk.NewStack(awscdk.NewApp(nil), jsii.String("Half"), nil)
	first := awsecr.NewRepository(stack, jsii.String("First"), nil)
	first.
	second := awsecr.NewRepository(stack, jsii.String("Second"), &awsecr.RepositoryProps{
		ImageScanOnPush: jsii.Bool(true),
		ImageTag
	})
	second.AddLifecycleRule(&awsecr.LifecycleRule{MaxImageCount: jsii.Number(3)})
}
