package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

func node(scope constructs.Construct, id string, code awslambda.Code) {
	props := &awslambda.FunctionProps{
		Handler: jsii.String("index.handler"),
		Runtime: awslambda.Runtime_NODEJS_20_X(),
	}
	props.Code = code
	awslambda.NewFunction(scope, &id, props)
}

// NewCodeBucketStack has the code of functions and layers.
func NewCodeBucketStack(scope constructs.Construct, id string) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, nil)

	functions := awss3.NewBucket(stack, jsii.String("Functions"), nil)
	node(stack, "Orders", awslambda.Code_FromBucket(functions, jsii.String("orders.zip"), nil))

	second := awss3.NewBucket(stack, jsii.String("Second"), nil)
	node(stack, "Billing", awslambda.Code_FromBucketV2(second, jsii.String("billing.zip"), nil))

	layers := awss3.NewBucket(stack, jsii.String("Layers"), nil)
	awslambda.NewLayerVersion(stack, jsii.String("Shared"), &awslambda.LayerVersionProps{
		Code: awslambda.Code_FromBucket(layers, jsii.String("shared.zip"), jsii.String("v7")),
	})

	constructed := awss3.NewBucket(stack, jsii.String("Constructed"), nil)
	node(stack, "Mail", awslambda.NewS3Code(constructed, jsii.String("mail.zip"), nil))

	plain := awss3.NewCfnBucket(stack, jsii.String("Plain"), nil)
	awslambda.NewCfnFunction(stack, jsii.String("Search"), &awslambda.CfnFunctionProps{
		Handler: jsii.String("index.handler"),
		Runtime: jsii.String("nodejs20.x"),
		Role:    jsii.String("arn:aws:iam::111122223333:role/search"),
		Code: &awslambda.CfnFunction_CodeProperty{
			S3Bucket: plain.Ref(),
			S3Key:    jsii.String("search.zip"),
		},
	})

	kept := awss3.NewBucket(stack, jsii.String("Kept"), &awss3.BucketProps{Versioned: jsii.Bool(true)})
	node(stack, "Stock", awslambda.Code_FromBucket(kept, jsii.String("stock.zip"), nil))
	return stack
}
