package stacks

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
	"github.com/aws/jsii-runtime-go"
)

func Add(stack awscdk.Stack, id string, options *Options) (awsecr.Repository, error) {
	if err := options.check(); err != nil {
		return nil, err
	}
	return awsecr.NewRepository(stack, jsii.String(id), &awsecr.RepositoryProps{
		RepositoryName: options.name(id),
	}), nil
}
