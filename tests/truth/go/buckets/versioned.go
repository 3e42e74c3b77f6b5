package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3/awss3mixins"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

// NewVersionedStack has the ways to turn versions on and off.
func NewVersionedStack(scope constructs.Construct, id string) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, nil)
	on := &awss3.BucketProps{Versioned: jsii.Bool(true)}

	awss3.NewBucket(stack, jsii.String("ArtifactsOn"), on)
	awss3.NewBucket(stack, jsii.String("ArtifactsOff"), &awss3.BucketProps{Versioned: jsii.Bool(false)})
	awss3.NewBucket(stack, jsii.String("ArtifactsLocked"), &awss3.BucketProps{ObjectLockEnabled: jsii.Bool(true)})

	awss3.NewBucket(stack, jsii.String("ArtifactsMixedIn"), nil).With(awss3mixins.NewBucketVersioning(nil))
	suspended := awss3.NewBucket(stack, jsii.String("ArtifactsSuspended"), nil)
	suspended.With(awss3mixins.NewBucketVersioning(jsii.Bool(false)))

	group := constructs.NewConstruct(stack, jsii.String("Group"))
	awss3.NewBucket(group, jsii.String("Artifacts"), nil)
	awscdk.Mixins_Of(group, nil).Apply(awss3mixins.NewBucketVersioning(nil))

	hatch := awss3.NewBucket(stack, jsii.String("ArtifactsHatch"), nil).Node().DefaultChild().(awss3.CfnBucket)
	hatch.SetVersioningConfiguration(&awss3.CfnBucket_VersioningConfigurationProperty{Status: jsii.String("Enabled")})
	override := awss3.NewBucket(stack, jsii.String("ArtifactsOverride"), nil).Node().DefaultChild().(awss3.CfnBucket)
	override.AddPropertyOverride(jsii.String("VersioningConfiguration.Status"), jsii.String("Enabled"))
	removed := awss3.NewBucket(stack, jsii.String("ArtifactsRemoved"), on).Node().DefaultChild().(awss3.CfnBucket)
	removed.AddPropertyDeletionOverride(jsii.String("VersioningConfiguration"))

	awss3.NewCfnBucket(stack, jsii.String("ArtifactsLevelOne"), &awss3.CfnBucketProps{
		VersioningConfiguration: &awss3.CfnBucket_VersioningConfigurationProperty{Status: jsii.String("Enabled")},
	})
	awss3.NewCfnBucket(stack, jsii.String("ArtifactsLevelOneSuspended"), &awss3.CfnBucketProps{
		VersioningConfiguration: map[string]any{"status": "Suspended"},
	})
	return stack
}
