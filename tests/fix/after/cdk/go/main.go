package main

import (
	cdk "github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
	storage "github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

func NewRegistryStack(scope constructs.Construct, id string) cdk.Stack {
	stack := cdk.NewStack(scope, &id, nil)

	awsecr.NewRepository(stack, jsii.String("Bare"), &awsecr.RepositoryProps{ImageTagMutability: awsecr.TagMutability_IMMUTABLE, ImageScanOnPush: jsii.Bool(true)})

	awsecr.NewRepository(stack, jsii.String("Empty"), &awsecr.RepositoryProps{ImageTagMutability: awsecr.TagMutability_IMMUTABLE, ImageScanOnPush: jsii.Bool(true)})

	awsecr.NewRepository(stack, jsii.String("Line"), &awsecr.RepositoryProps{RepositoryName: jsii.String("line"), ImageTagMutability: awsecr.TagMutability_IMMUTABLE, ImageScanOnPush: jsii.Bool(true)})

	awsecr.NewRepository(stack, jsii.String("Lines"), &awsecr.RepositoryProps{
		RepositoryName:     jsii.String("lines"), // by hand
		ImageTagMutability: awsecr.TagMutability_IMMUTABLE,
		ImageScanOnPush:    jsii.Bool(true),
		// EmptyOnDelete: jsii.Bool(true),
	})

	awsecr.NewRepository(stack, jsii.String("Column"), &awsecr.RepositoryProps{
		RepositoryName:     jsii.String("column"),
		RemovalPolicy:      cdk.RemovalPolicy_RETAIN,
		ImageTagMutability: awsecr.TagMutability_IMMUTABLE,
		ImageScanOnPush:    jsii.Bool(true),
	})

	awsecr.NewRepository(stack, jsii.String("Broken"), &awsecr.RepositoryProps{
		ImageTagMutability: awsecr.TagMutability_IMMUTABLE,

		RepositoryName: jsii.String("broken"),
		LifecycleRules: &[]*awsecr.LifecycleRule{
			{MaxImageCount: jsii.Number(10)},
		},
		ImageScanOnPush: jsii.Bool(true),
	})

	awsecr.NewRepository(stack, jsii.String("Off"), &awsecr.RepositoryProps{
		ImageScanOnPush:    jsii.Bool(true),
		ImageTagMutability: awsecr.TagMutability_IMMUTABLE,
	})

	awsecr.NewCfnRepository(stack, jsii.String("First"), &awsecr.CfnRepositoryProps{
		RepositoryName:             jsii.String("first"),
		ImageTagMutability:         jsii.String("IMMUTABLE"),
		ImageScanningConfiguration: &awsecr.CfnRepository_ImageScanningConfigurationProperty{ScanOnPush: jsii.Bool(true)},
		LifecyclePolicy:            &awsecr.CfnRepository_LifecyclePolicyProperty{LifecyclePolicyText: jsii.String(`{"rules":[{"action":{"type":"expire"},"description":"Expire untagged images after a year","rulePriority":1,"selection":{"countNumber":365,"countType":"sinceImagePushed","countUnit":"days","tagStatus":"untagged"}}]}`)},
	})

	awsecr.NewCfnRepository(stack, jsii.String("Nested"), &awsecr.CfnRepositoryProps{
		ImageScanningConfiguration: &awsecr.CfnRepository_ImageScanningConfigurationProperty{
			ScanOnPush: jsii.Bool(true),
		},
		LifecyclePolicy:    &awsecr.CfnRepository_LifecyclePolicyProperty{LifecyclePolicyText: jsii.String(`{"rules":[{"action":{"type":"expire"},"description":"Expire untagged images after a year","rulePriority":1,"selection":{"countNumber":365,"countType":"sinceImagePushed","countUnit":"days","tagStatus":"untagged"}}]}`)},
		ImageTagMutability: jsii.String("IMMUTABLE"),
	})

	awsecr.NewCfnRepository(stack, jsii.String("Map"), &awsecr.CfnRepositoryProps{
		ImageScanningConfiguration: map[string]interface{}{"scanOnPush": true},
		LifecyclePolicy:            &awsecr.CfnRepository_LifecyclePolicyProperty{LifecyclePolicyText: jsii.String(`{"rules":[{"action":{"type":"expire"},"description":"Expire untagged images after a year","rulePriority":1,"selection":{"countNumber":365,"countType":"sinceImagePushed","countUnit":"days","tagStatus":"untagged"}}]}`)},
		ImageTagMutability:         jsii.String("IMMUTABLE"),
	})

	storage.NewBucket(stack, jsii.String("ArtifactBucket"), &storage.BucketProps{Versioned: jsii.Bool(true)})
	storage.NewBucket(stack, jsii.String("ArtifactStore"), &storage.BucketProps{Versioned: jsii.Bool(true)})
	storage.NewCfnBucket(stack, jsii.String("ArtifactArchive"), &storage.CfnBucketProps{VersioningConfiguration: &storage.CfnBucket_VersioningConfigurationProperty{Status: jsii.String("Enabled")}})

	shared := &awsecr.RepositoryProps{RepositoryName: jsii.String("shared")}
	awsecr.NewRepository(stack, jsii.String("Variable"), shared)

	scan := false
	awsecr.NewRepository(stack, jsii.String("Condition"), &awsecr.RepositoryProps{ImageScanOnPush: &scan, ImageTagMutability: awsecr.TagMutability_IMMUTABLE})

	return stack
}

func main() {
	app := cdk.NewApp(nil)
	NewRegistryStack(app, "Blue")
	app.Synth(nil)
}
