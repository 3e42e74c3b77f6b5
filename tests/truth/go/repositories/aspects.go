package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

// ImmutableTags makes the tags of every repository below it immutable.
type ImmutableTags struct{}

func (*ImmutableTags) Visit(node constructs.IConstruct) {
	if repository, ok := node.(awsecr.CfnRepository); ok {
		repository.SetImageTagMutability(jsii.String("IMMUTABLE"))
	}
}

// CountRepositories reads, and changes nothing.
type CountRepositories struct {
	count int
}

func (counter *CountRepositories) Visit(node constructs.IConstruct) {
	if _, ok := node.(awsecr.CfnRepository); ok {
		counter.count++
	}
}

func NewAspectStack(scope constructs.Construct, id string) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, nil)

	shop := constructs.NewConstruct(stack, jsii.String("Shop"))
	awsecr.NewRepository(shop, jsii.String("Orders"), nil)
	awscdk.Aspects_Of(shop).Add(&ImmutableTags{}, nil)

	tools := constructs.NewConstruct(stack, jsii.String("Tools"))
	awsecr.NewRepository(tools, jsii.String("Builder"), nil)
	awscdk.Aspects_Of(tools).Add(&CountRepositories{}, nil)

	awscdk.Tags_Of(stack).Add(jsii.String("team"), jsii.String("shop"), nil)
	return stack
}
