package main

import (
	"fmt"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecs"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"

	"truth/values/config"
)

var services = map[string]string{
	"cart":  "alpha",
	"stock": "beta",
}

// NewLoopStack has constructs that are made in loops.
func NewLoopStack(scope constructs.Construct, id string) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, nil)

	for _, name := range []string{"web", "api"} {
		awsecr.NewRepository(stack, jsii.String(name), &awsecr.RepositoryProps{
			ImageTagMutability: awsecr.TagMutability_IMMUTABLE,
		})
	}
	for i := range config.Images {
		awsecr.NewRepository(stack, jsii.String(config.Images[i]+"-images"), &awsecr.RepositoryProps{
			ImageScanOnPush: jsii.Bool(true),
		})
	}
	for _, name := range []string{"first", "second"} {
		run(stack, name, awsecs.ContainerImage_FromRegistry(jsii.String("acme/app"), nil))
	}
	for name, tag := range services {
		image := awsecs.ContainerImage_FromRegistry(jsii.String(fmt.Sprintf("acme/%s:%s", name, tag)), nil)
		run(stack, name, image)
	}
	for number := 0; number < 2; number++ {
		awsecr.NewRepository(stack, jsii.String(fmt.Sprintf("Shard%d", number)), &awsecr.RepositoryProps{
			LifecycleRules: &[]*awsecr.LifecycleRule{{MaxImageCount: jsii.Number(10)}},
		})
	}
	return stack
}
