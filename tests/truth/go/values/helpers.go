package main

import (
	"fmt"

	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecs"
	"github.com/aws/jsii-runtime-go"
)

func repositoryProps(immutable bool) *awsecr.RepositoryProps {
	props := &awsecr.RepositoryProps{
		ImageScanOnPush:    jsii.Bool(true),
		ImageTagMutability: awsecr.TagMutability_MUTABLE,
	}
	if immutable {
		props.ImageTagMutability = awsecr.TagMutability_IMMUTABLE
	}
	return props
}

var tagFor = func(service string) *string { return jsii.Sprintf("%s-latest", service) }

func image(name string, tags ...string) (awsecs.ContainerImage, error) {
	if name == "" {
		return nil, fmt.Errorf("an image needs a name")
	}
	repository := fmt.Sprintf("acme/%s", name)
	tags = append(tags, "uat")
	return awsecs.ContainerImage_FromRegistry(jsii.String(repository+":"+tags[0]), nil), nil
}
