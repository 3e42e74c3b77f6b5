package main

import (
	"encoding/json"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

var policy = map[string]any{
	"rules": []any{
		map[string]any{
			"rulePriority": 1,
			"selection": map[string]any{
				"tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 30,
			},
			"action": map[string]any{"type": "expire"},
		},
	},
}

// NewLevelOneStack has the classes that are CloudFormation's own types.
func NewLevelOneStack(scope constructs.Construct, id string) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, nil)
	text, err := json.Marshal(policy)
	if err != nil {
		panic(err)
	}

	awsecr.NewCfnRepository(stack, jsii.String("Bare"), nil)
	awsecr.NewCfnRepository(stack, jsii.String("Full"), &awsecr.CfnRepositoryProps{
		ImageTagMutability: jsii.String("IMMUTABLE"),
		ImageScanningConfiguration: &awsecr.CfnRepository_ImageScanningConfigurationProperty{
			ScanOnPush: jsii.Bool(true),
		},
		LifecyclePolicy: &awsecr.CfnRepository_LifecyclePolicyProperty{
			LifecyclePolicyText: jsii.String(string(text)),
		},
	})
	awsecr.NewCfnRepository(stack, jsii.String("EmptyPolicy"), &awsecr.CfnRepositoryProps{
		LifecyclePolicy: &awsecr.CfnRepository_LifecyclePolicyProperty{RegistryId: jsii.String("111122223333")},
	})

	assigned := awsecr.NewCfnRepository(stack, jsii.String("Assigned"), &awsecr.CfnRepositoryProps{
		ImageTagMutability: jsii.String("MUTABLE"),
	})
	assigned.SetImageTagMutability(jsii.String("IMMUTABLE"))

	awscdk.NewCfnResource(stack, jsii.String("Raw"), &awscdk.CfnResourceProps{
		Type:       jsii.String("AWS::ECR::Repository"),
		Properties: &map[string]any{"ImageTagMutability": "IMMUTABLE"},
	})
	// It has neither scanning nor mutability nor a lifecycle.
	awsecr.NewCfnPublicRepository(stack, jsii.String("Public"), nil)
	return stack
}
