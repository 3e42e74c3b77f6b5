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

	awsecr.NewRepository(stack, jsii.String("Bare"), nil)

	awsecr.NewRepository(stack, jsii.String("Empty"), &awsecr.RepositoryProps{})

	awsecr.NewRepository(stack, jsii.String("Line"), &awsecr.RepositoryProps{RepositoryName: jsii.String("line")})

	awsecr.NewRepository(stack, jsii.String("Lines"), &awsecr.RepositoryProps{
		RepositoryName: jsii.String("lines"), // by hand
		// EmptyOnDelete: jsii.Bool(true),
	})

	awsecr.NewRepository(stack, jsii.String("Column"), &awsecr.RepositoryProps{
		RepositoryName: jsii.String("column"),
		RemovalPolicy:  cdk.RemovalPolicy_RETAIN,
	})

	awsecr.NewRepository(stack, jsii.String("Broken"), &awsecr.RepositoryProps{
		ImageTagMutability: awsecr.TagMutability_MUTABLE,

		RepositoryName: jsii.String("broken"),
		LifecycleRules: &[]*awsecr.LifecycleRule{
			{MaxImageCount: jsii.Number(10)},
		},
	})

	awsecr.NewRepository(stack, jsii.String("Off"), &awsecr.RepositoryProps{
		ImageScanOnPush: jsii.Bool(false),
	})

	awsecr.NewCfnRepository(stack, jsii.String("First"), &awsecr.CfnRepositoryProps{
		RepositoryName:     jsii.String("first"),
		ImageTagMutability: jsii.String("MUTABLE"),
	})

	awsecr.NewCfnRepository(stack, jsii.String("Nested"), &awsecr.CfnRepositoryProps{
		ImageScanningConfiguration: &awsecr.CfnRepository_ImageScanningConfigurationProperty{
			ScanOnPush: jsii.Bool(false),
		},
	})

	awsecr.NewCfnRepository(stack, jsii.String("Map"), &awsecr.CfnRepositoryProps{
		ImageScanningConfiguration: map[string]interface{}{"scanOnPush": false},
	})

	storage.NewBucket(stack, jsii.String("ArtifactBucket"), &storage.BucketProps{Versioned: jsii.Bool(false)})
	storage.NewBucket(stack, jsii.String("ArtifactStore"), nil)
	storage.NewCfnBucket(stack, jsii.String("ArtifactArchive"), nil)

	shared := &awsecr.RepositoryProps{RepositoryName: jsii.String("shared")}
	awsecr.NewRepository(stack, jsii.String("Variable"), shared)

	scan := false
	awsecr.NewRepository(stack, jsii.String("Condition"), &awsecr.RepositoryProps{ImageScanOnPush: &scan})

	return stack
}

func main() {
	app := cdk.NewApp(nil)
	NewRegistryStack(app, "Blue")
	app.Synth(nil)
}
