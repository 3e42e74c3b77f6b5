package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
	"github.com/aws/jsii-runtime-go"
)

type service struct {
	name string
	scan bool
}

func main() {
	stack := awscdk.NewStack(awscdk.NewApp(nil), jsii.String("Loops"), nil)
	for _, service := range []service{{"web", true}, {name: "api"}} {
		awsecr.NewRepository(stack, jsii.String(service.name), &awsecr.RepositoryProps{
			ImageScanOnPush: jsii.Bool(service.scan),
		})
	}
	for name, scan := range map[string]bool{"a": true, "b": false} {
		awsecr.NewRepository(stack, jsii.String(name+"-images"), &awsecr.RepositoryProps{ImageScanOnPush: &scan})
	}
	for range []string{} {
		awsecr.NewRepository(stack, jsii.String("Never"), nil)
	}
	var rules []*awsecr.LifecycleRule
	for i := 0; i < 3; i++ {
		rules = append(rules, &awsecr.LifecycleRule{MaxImageCount: jsii.Number(i)})
	}
	awsecr.NewRepository(stack, jsii.String("Appended"), &awsecr.RepositoryProps{LifecycleRules: &rules})
}
