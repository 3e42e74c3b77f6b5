package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscodebuild"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscodepipeline"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

// NewLevelOneStack has pipelines and builds as CloudFormation's own types.
func NewLevelOneStack(scope constructs.Construct, id string) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, nil)

	store := awss3.NewCfnBucket(stack, jsii.String("Store"), &awss3.CfnBucketProps{
		BucketName: jsii.String("acme-store"),
	})
	source := awss3.NewBucket(stack, jsii.String("Source"), nil)
	awscodepipeline.NewCfnPipeline(stack, jsii.String("Pipeline"), &awscodepipeline.CfnPipelineProps{
		RoleArn: jsii.String("arn:aws:iam::111122223333:role/pipeline"),
		ArtifactStore: &awscodepipeline.CfnPipeline_ArtifactStoreProperty{
			Type:     jsii.String("S3"),
			Location: store.Ref(),
		},
		Stages: &[]any{
			&awscodepipeline.CfnPipeline_StageDeclarationProperty{
				Name: jsii.String("Source"),
				Actions: &[]any{
					&awscodepipeline.CfnPipeline_ActionDeclarationProperty{
						Name: jsii.String("Upload"),
						ActionTypeId: &awscodepipeline.CfnPipeline_ActionTypeIdProperty{
							Category: jsii.String("Source"),
							Owner:    jsii.String("AWS"),
							Provider: jsii.String("S3"),
							Version:  jsii.String("1"),
						},
						Configuration: &map[string]any{
							"S3Bucket":    source.BucketName(),
							"S3ObjectKey": "app.zip",
						},
						OutputArtifacts: &[]any{
							&awscodepipeline.CfnPipeline_OutputArtifactProperty{Name: jsii.String("Source")},
						},
					},
				},
			},
		},
	})

	outputs := awss3.NewBucket(stack, jsii.String("Outputs"), nil)
	awscodebuild.NewCfnProject(stack, jsii.String("Project"), &awscodebuild.CfnProjectProps{
		Artifacts: &awscodebuild.CfnProject_ArtifactsProperty{
			Type:     jsii.String("S3"),
			Location: outputs.BucketName(),
		},
		Environment: &awscodebuild.CfnProject_EnvironmentProperty{
			ComputeType: jsii.String("BUILD_GENERAL1_SMALL"),
			Image:       jsii.String("aws/codebuild/standard:7.0"),
			Type:        jsii.String("LINUX_CONTAINER"),
		},
		ServiceRole: jsii.String("build"),
		Source: &awscodebuild.CfnProject_SourceProperty{
			Type:     jsii.String("GITHUB"),
			Location: jsii.String("https://github.com/acme/shop.git"),
		},
	})
	return stack
}
