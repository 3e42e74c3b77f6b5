package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscodebuild"
	pipeline "github.com/aws/aws-cdk-go/awscdk/v2/awscodepipeline"
	actions "github.com/aws/aws-cdk-go/awscdk/v2/awscodepipelineactions"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

func upload(bucket awss3.IBucket, key string, output pipeline.Artifact) pipeline.IAction {
	return actions.NewS3SourceAction(&actions.S3SourceActionProps{
		ActionName: jsii.String("Upload"),
		Bucket:     bucket,
		BucketKey:  jsii.String(key),
		Output:     output,
	})
}

func deployTo(bucket awss3.IBucket, input pipeline.Artifact) pipeline.IAction {
	return actions.NewS3DeployAction(&actions.S3DeployActionProps{
		ActionName: jsii.String("Deploy"),
		Bucket:     bucket,
		Input:      input,
	})
}

// NewPipelineStack has the buckets around pipelines: stores, sources and targets.
func NewPipelineStack(scope constructs.Construct, id string) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, nil)
	source := pipeline.NewArtifact(nil, nil)
	project := awscodebuild.NewPipelineProject(stack, jsii.String("Project"), nil)
	build := actions.NewCodeBuildAction(&actions.CodeBuildActionProps{
		ActionName: jsii.String("Build"),
		Project:    project,
		Input:      source,
	})

	uploads := awss3.NewBucket(stack, jsii.String("Uploads"), nil)
	own := pipeline.NewPipeline(stack, jsii.String("Own"), nil)
	own.AddStage(&pipeline.StageOptions{
		StageName: jsii.String("Source"),
		Actions:   &[]pipeline.IAction{upload(uploads, "a.zip", source)},
	})
	own.AddStage(&pipeline.StageOptions{StageName: jsii.String("Build"), Actions: &[]pipeline.IAction{build}})

	kept := awss3.NewBucket(stack, jsii.String("Kept"), &awss3.BucketProps{Versioned: jsii.Bool(true)})
	store := awss3.NewBucket(stack, jsii.String("Store"), nil)
	target := awss3.NewBucket(stack, jsii.String("Target"), nil)
	pipeline.NewPipeline(stack, jsii.String("Given"), &pipeline.PipelineProps{
		ArtifactBucket: store,
		Stages: &[]*pipeline.StageProps{
			{StageName: jsii.String("Source"), Actions: &[]pipeline.IAction{upload(kept, "b.zip", source)}},
			{StageName: jsii.String("Deploy"), Actions: &[]pipeline.IAction{deployTo(target, source)}},
		},
	})

	// The tag of a source only says when the pipeline starts.
	second := awss3.NewBucket(stack, jsii.String("SecondTarget"), nil)
	keeping := pipeline.NewPipeline(stack, jsii.String("Keeping"), &pipeline.PipelineProps{ArtifactBucket: kept})
	orders := awsecr.Repository_FromRepositoryName(stack, jsii.String("Orders"), jsii.String("orders"))
	keeping.AddStage(&pipeline.StageOptions{StageName: jsii.String("Source")}).AddAction(
		actions.NewEcrSourceAction(&actions.EcrSourceActionProps{
			ActionName: jsii.String("Push"),
			Repository: orders,
			Output:     source,
		}))
	deploy := keeping.AddStage(&pipeline.StageOptions{StageName: jsii.String("Deploy")})
	deploy.AddAction(deployTo(second, source))

	pipeline.NewPipeline(stack, jsii.String("Central"), &pipeline.PipelineProps{
		ArtifactBucket: awss3.Bucket_FromBucketName(stack, jsii.String("Imported"), jsii.String("central-artifacts")),
		Stages: &[]*pipeline.StageProps{
			{
				StageName: jsii.String("Source"),
				Actions: &[]pipeline.IAction{
					actions.NewEcrSourceAction(&actions.EcrSourceActionProps{
						ActionName: jsii.String("Push"),
						Repository: orders,
						ImageTag:   jsii.String("main"),
						Output:     source,
					}),
				},
			},
			{StageName: jsii.String("Build"), Actions: &[]pipeline.IAction{build}},
		},
	})
	return stack
}
