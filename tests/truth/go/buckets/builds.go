package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscodebuild"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

// NewBuildBucketStack has what builds read and write.
func NewBuildBucketStack(scope constructs.Construct, id string) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, nil)
	buildSpec := awscodebuild.BuildSpec_FromSourceFilename(jsii.String("buildspec.yml"))

	outputs := awss3.NewBucket(stack, jsii.String("Outputs"), nil)
	reports := awss3.NewBucket(stack, jsii.String("Reports"), nil)
	inputs := awss3.NewBucket(stack, jsii.String("Inputs"), nil)
	speed := awss3.NewBucket(stack, jsii.String("Speed"), nil)
	awscodebuild.NewProject(stack, jsii.String("Build"), &awscodebuild.ProjectProps{
		BuildSpec: buildSpec,
		Source: awscodebuild.Source_S3(&awscodebuild.S3SourceProps{
			Bucket: inputs,
			Path:   jsii.String("app.zip"),
		}),
		Artifacts: awscodebuild.Artifacts_S3(&awscodebuild.S3ArtifactsProps{
			Bucket:     outputs,
			Name:       jsii.String("app.zip"),
			PackageZip: jsii.Bool(true),
		}),
		SecondaryArtifacts: &[]awscodebuild.IArtifacts{
			awscodebuild.Artifacts_S3(&awscodebuild.S3ArtifactsProps{
				Identifier: jsii.String("reports"),
				Bucket:     reports,
				Name:       jsii.String("reports"),
			}),
		},
		// A cache can be made again.
		Cache: awscodebuild.Cache_Bucket(speed, nil),
	})

	versioned := awss3.NewBucket(stack, jsii.String("VersionedOutputs"), &awss3.BucketProps{
		Versioned: jsii.Bool(true),
	})
	awscodebuild.NewProject(stack, jsii.String("Careful"), &awscodebuild.ProjectProps{
		BuildSpec: buildSpec,
		Source: awscodebuild.Source_GitHub(&awscodebuild.GitHubSourceProps{
			Owner: jsii.String("acme"),
			Repo:  jsii.String("shop"),
		}),
		Artifacts: awscodebuild.Artifacts_S3(&awscodebuild.S3ArtifactsProps{Bucket: versioned}),
	})
	return stack
}
