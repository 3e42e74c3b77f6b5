package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

// LaterStack shows what becomes of a repository after it was made.
type LaterStack struct {
	awscdk.Stack
	archive awsecr.Repository
}

func NewLaterStack(scope constructs.Construct, id string) *LaterStack {
	later := &LaterStack{Stack: awscdk.NewStack(scope, &id, nil)}

	expiring := awsecr.NewRepository(later, jsii.String("Expiring"), &awsecr.RepositoryProps{
		ImageScanOnPush: jsii.Bool(true),
	})
	expiring.AddLifecycleRule(&awsecr.LifecycleRule{
		TagStatus:     awsecr.TagStatus_UNTAGGED,
		MaxImageCount: jsii.Number(5),
	})
	expiring.AddLifecycleRule(&awsecr.LifecycleRule{MaxImageCount: jsii.Number(50)})

	later.archive = awsecr.NewRepository(later, jsii.String("Archive"), &awsecr.RepositoryProps{
		ImageTagMutability: awsecr.TagMutability_IMMUTABLE,
	})
	later.expire()

	// Permissions change none of what counts here.
	granted := awsecr.NewRepository(later, jsii.String("Granted"), nil)
	granted.GrantPull(awsiam.NewAccountRootPrincipal())

	typed := awsecr.NewRepository(later, jsii.String("Typed"), nil)
	resource := typed.Node().DefaultChild().(awsecr.CfnRepository)
	resource.SetImageTagMutability(jsii.String("IMMUTABLE"))
	resource.SetImageScanningConfiguration(&awsecr.CfnRepository_ImageScanningConfigurationProperty{
		ScanOnPush: jsii.Bool(true),
	})

	overridden := awsecr.NewRepository(later, jsii.String("Overridden"), nil)
	overridden.Node().DefaultChild().(awsecr.CfnRepository).
		AddPropertyOverride(jsii.String("ImageTagMutability"), "IMMUTABLE")
	overridden.Node().DefaultChild().(awscdk.CfnResource).
		AddPropertyOverride(jsii.String("ImageScanningConfiguration.ScanOnPush"), true)

	loosened := awsecr.NewRepository(later, jsii.String("Loosened"), &awsecr.RepositoryProps{
		ImageScanOnPush:    jsii.Bool(true),
		ImageTagMutability: awsecr.TagMutability_IMMUTABLE,
		LifecycleRules:     &[]*awsecr.LifecycleRule{{MaxImageCount: jsii.Number(9)}},
	})
	loose := loosened.Node().DefaultChild().(awsecr.CfnRepository)
	loose.AddOverride(jsii.String("Properties.ImageTagMutability"), "MUTABLE")
	loose.AddPropertyDeletionOverride(jsii.String("ImageScanningConfiguration"))
	loose.AddDeletionOverride(jsii.String("Properties.LifecyclePolicy"))
	return later
}

func (later *LaterStack) expire() {
	later.archive.AddLifecycleRule(&awsecr.LifecycleRule{MaxImageCount: jsii.Number(500)})
}
