package main

import (
	cdk "github.com/aws/aws-cdk-go/awscdk/v2"
	. "github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
)

func unimported(stack cdk.Stack, id *string) {
	NewRepository(stack, id, &RepositoryProps{RepositoryName: id})
}
