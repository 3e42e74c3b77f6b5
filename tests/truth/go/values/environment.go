package main

import (
	"os"
	"os/exec"
	"strings"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecs"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

var isProd = os.Getenv("STAGE") == "prod"

func commit() string {
	output, err := exec.Command("git", "rev-parse", "HEAD").Output()
	if err != nil {
		panic(err)
	}
	return strings.TrimSpace(string(output))
}

func getenv(name, fallback string) string {
	if value, ok := os.LookupEnv(name); ok {
		return value
	}
	return fallback
}

// NewEnvironmentStack has values that come from where the app is synthesized.
func NewEnvironmentStack(scope constructs.Construct, id string) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, nil)
	repository := awsecr.Repository_FromRepositoryName(stack, jsii.String("Repository"), jsii.String("orders"))
	tagged := func(id, tag string) {
		run(stack, id, awsecs.ContainerImage_FromEcrRepository(repository, &tag))
	}

	tagged("Given", os.Getenv("GIT_SHA"))
	tagged("Fallback", getenv("IMAGE_TAG", "latest"))

	tag := os.Getenv("IMAGE_TAG")
	if tag == "" {
		tag = "dev"
	}
	run(stack, "Or", awsecs.ContainerImage_FromRegistry(jsii.String("acme/app:"+tag), nil))
	tagged("FallbackPinned", getenv("IMAGE_TAG", "1.0.0"))

	tagged("Commit", commit())
	run(stack, "PrefixedCommit", awsecs.ContainerImage_FromRegistry(jsii.String("acme/app:git-"+commit()), nil))

	branch := "staging"
	if isProd {
		branch = "8.0.0"
	}
	tagged("Branch", branch)

	if isProd {
		awsecr.NewRepository(stack, jsii.String("OnlyInProduction"), &awsecr.RepositoryProps{
			ImageScanOnPush: jsii.Bool(true),
		})
	} else {
		awsecr.NewRepository(stack, jsii.String("OnlyElsewhere"), &awsecr.RepositoryProps{
			ImageTagMutability: awsecr.TagMutability_IMMUTABLE,
		})
	}
	return stack
}
