package stacks

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscodebuild"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscodepipeline"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscodepipelineactions"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

type DeliveryStackProps struct {
	awscdk.StackProps
	Repository awsecr.IRepository
}

func NewDeliveryStack(scope constructs.Construct, id string, props *DeliveryStackProps) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, &props.StackProps)

	// A pipeline tells one upload from the next by its version, and this bucket keeps none.
	uploads := awss3.NewBucket(stack, jsii.String("Uploads"), nil)
	releases := awss3.NewBucket(stack, jsii.String("Releases"), &awss3.BucketProps{Versioned: jsii.Bool(true)})

	source := awscodepipeline.NewArtifact(jsii.String("Source"), nil)
	bundle := awscodepipeline.NewArtifact(jsii.String("Bundle"), nil)
	project := awscodebuild.NewPipelineProject(stack, jsii.String("Build"), &awscodebuild.PipelineProjectProps{
		Environment: &awscodebuild.BuildEnvironment{
			BuildImage: awscodebuild.LinuxBuildImage_FromDockerRegistry(jsii.String("node:20"), nil),
			Privileged: jsii.Bool(true),
		},
		EnvironmentVariables: &map[string]*awscodebuild.BuildEnvironmentVariable{
			"REPOSITORY": {Value: props.Repository.RepositoryUri()},
		},
	})
	props.Repository.GrantPullPush(project)

	awscodepipeline.NewPipeline(stack, jsii.String("Pipeline"), &awscodepipeline.PipelineProps{
		ArtifactBucket: releases,
		Stages: &[]*awscodepipeline.StageProps{
			{
				StageName: jsii.String("Source"),
				Actions: &[]awscodepipeline.IAction{
					awscodepipelineactions.NewS3SourceAction(&awscodepipelineactions.S3SourceActionProps{
						ActionName: jsii.String("Upload"),
						Bucket:     uploads,
						BucketKey:  jsii.String("orders.zip"),
						Output:     source,
					}),
				},
			},
			{
				StageName: jsii.String("Build"),
				Actions: &[]awscodepipeline.IAction{
					awscodepipelineactions.NewCodeBuildAction(&awscodepipelineactions.CodeBuildActionProps{
						ActionName: jsii.String("Build"),
						Project:    project,
						Input:      source,
						Outputs:    &[]awscodepipeline.Artifact{bundle},
					}),
				},
			},
		},
	})
	return stack
}
