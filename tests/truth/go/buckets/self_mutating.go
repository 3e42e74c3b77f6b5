package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/aws-cdk-go/awscdk/v2/pipelines"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

func synth(input pipelines.IFileSetProducer, commands ...string) pipelines.ShellStep {
	return pipelines.NewShellStep(jsii.String("Synth"), &pipelines.ShellStepProps{
		Input:    input,
		Commands: jsii.Strings(commands...),
	})
}

func NewSelfMutatingStack(scope constructs.Construct, id string) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, nil)

	sources := awss3.NewBucket(stack, jsii.String("Sources"), nil)
	pipelines.NewCodePipeline(stack, jsii.String("Delivery"), &pipelines.CodePipelineProps{
		Synth: synth(pipelines.CodePipelineSource_S3(sources, jsii.String("app.zip"), nil), "npm ci", "npx cdk synth"),
	})

	image := awsecr.Repository_FromRepositoryName(stack, jsii.String("Image"), jsii.String("synth"))
	pipelines.NewCodePipeline(stack, jsii.String("OnPush"), &pipelines.CodePipelineProps{
		Synth: synth(pipelines.CodePipelineSource_Ecr(image, nil), "npx cdk synth"),
	})

	pipelines.NewCodePipeline(stack, jsii.String("Kept"), &pipelines.CodePipelineProps{
		ArtifactBucket: awss3.NewBucket(stack, jsii.String("KeptStore"), &awss3.BucketProps{
			Versioned: jsii.Bool(true),
		}),
		Synth: synth(pipelines.CodePipelineSource_Connection(
			jsii.String("acme/shop"), jsii.String("main"), &pipelines.ConnectionSourceOptions{
				ConnectionArn: jsii.String("arn:aws:codestar-connections:eu-west-1:111122223333:connection/shop"),
			}), "npx cdk synth"),
	})
	return stack
}
