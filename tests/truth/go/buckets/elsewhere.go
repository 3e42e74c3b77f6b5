package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigateway"
	agentcore "github.com/aws/aws-cdk-go/awscdk/v2/awsbedrockagentcore"
	"github.com/aws/aws-cdk-go/awscdk/v2/awselasticbeanstalk"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsmwaa"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssynthetics"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

// NewElsewhereStack has code and definitions of other services.
func NewElsewhereStack(scope constructs.Construct, id string) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, nil)

	definitions := awss3.NewBucket(stack, jsii.String("Definitions"), nil)
	awsapigateway.NewSpecRestApi(stack, jsii.String("Api"), &awsapigateway.SpecRestApiProps{
		ApiDefinition: awsapigateway.ApiDefinition_FromBucket(definitions, jsii.String("api.json"), nil),
	})

	// What a canary writes into a bucket of its own are results.
	canaries := awss3.NewBucket(stack, jsii.String("Canaries"), nil)
	awssynthetics.NewCanary(stack, jsii.String("Canary"), &awssynthetics.CanaryProps{
		Runtime: awssynthetics.Runtime_SYNTHETICS_NODEJS_PUPPETEER_9_1(),
		Test: awssynthetics.Test_Custom(&awssynthetics.CustomTestOptions{
			Code:    awssynthetics.Code_FromBucket(canaries, jsii.String("canary.zip"), nil),
			Handler: jsii.String("index.handler"),
		}),
	})

	bundles := awss3.NewBucket(stack, jsii.String("Bundles"), nil)
	awselasticbeanstalk.NewCfnApplicationVersion(
		stack, jsii.String("Version"), &awselasticbeanstalk.CfnApplicationVersionProps{
			ApplicationName: jsii.String("shop"),
			SourceBundle: &awselasticbeanstalk.CfnApplicationVersion_SourceBundleProperty{
				S3Bucket: bundles.BucketName(),
				S3Key:    jsii.String("shop.zip"),
			},
		})

	flows := awss3.NewBucket(stack, jsii.String("Flows"), nil)
	awsmwaa.NewCfnEnvironment(stack, jsii.String("Airflow"), &awsmwaa.CfnEnvironmentProps{
		Name:            jsii.String("airflow"),
		SourceBucketArn: flows.BucketArn(),
	})

	agents := awss3.NewBucket(stack, jsii.String("Agents"), nil)
	agentcore.NewRuntime(stack, jsii.String("Agent"), &agentcore.RuntimeProps{
		RuntimeName: jsii.String("agent"),
		AgentRuntimeArtifact: agentcore.AgentRuntimeArtifact_FromS3(
			&awss3.Location{BucketName: agents.BucketName(), ObjectKey: jsii.String("agent.zip")},
			agentcore.AgentCoreRuntime_PYTHON_3_13,
			jsii.Strings("main.py")),
	})
	return stack
}
