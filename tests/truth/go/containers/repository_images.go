package main

import (
	"fmt"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
	ecs "github.com/aws/aws-cdk-go/awscdk/v2/awsecs"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

const digest = "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

func run(scope constructs.Construct, id string, image ecs.ContainerImage) {
	task := ecs.NewFargateTaskDefinition(scope, jsii.String(id), nil)
	task.AddContainer(jsii.String("app"), &ecs.ContainerDefinitionOptions{Image: image})
}

// NewRepositoryImageStack has images of ECR repositories, by every kind of tag.
func NewRepositoryImageStack(scope constructs.Construct, id string) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, nil)

	orders := awsecr.NewRepository(stack, jsii.String("Orders"), nil)
	fixed := awsecr.NewRepository(stack, jsii.String("Fixed"), &awsecr.RepositoryProps{
		ImageTagMutability: awsecr.TagMutability_IMMUTABLE,
	})
	named := awsecr.Repository_FromRepositoryName(stack, jsii.String("Named"), jsii.String("billing"))
	byArn := awsecr.Repository_FromRepositoryArn(
		stack, jsii.String("ByArn"), jsii.String("arn:aws:ecr:eu-west-1:111122223333:repository/team/billing"))
	attributes := awsecr.Repository_FromRepositoryAttributes(
		stack, jsii.String("Attributes"), &awsecr.RepositoryAttributes{
			RepositoryArn:  jsii.String("arn:aws:ecr:eu-west-1:111122223333:repository/mail"),
			RepositoryName: jsii.String("mail"),
		})

	run(stack, "Untagged", ecs.ContainerImage_FromEcrRepository(orders, nil))
	run(stack, "Latest", ecs.ContainerImage_FromEcrRepository(orders, jsii.String("latest")))
	run(stack, "EmptyTag", ecs.ContainerImage_FromEcrRepository(orders, jsii.String("")))
	run(stack, "Word", ecs.ContainerImage_FromEcrRepository(orders, jsii.String("main")))
	run(stack, "Major", ecs.ContainerImage_FromEcrRepository(orders, jsii.String("v2")))
	run(stack, "Version", ecs.ContainerImage_FromEcrRepository(orders, jsii.String("2.7.1")))
	run(stack, "Commit", ecs.ContainerImage_FromEcrRepository(orders, jsii.String("main-0123abc")))
	run(stack, "Digest", ecs.ContainerImage_FromEcrRepository(orders, jsii.String(digest)))
	run(stack, "Class", ecs.NewEcrImage(orders, jsii.String("staging")))
	run(stack, "Parameter", ecs.NewTagParameterContainerImage(orders, nil))
	run(stack, "WordFixed", ecs.ContainerImage_FromEcrRepository(fixed, jsii.String("production")))
	run(stack, "LatestFixed", ecs.ContainerImage_FromEcrRepository(fixed, nil))
	run(stack, "ImportedByName", ecs.ContainerImage_FromEcrRepository(named, nil))
	run(stack, "ImportedByArn", ecs.ContainerImage_FromEcrRepository(byArn, jsii.String("stable")))
	run(stack, "ImportedFixed", ecs.ContainerImage_FromEcrRepository(attributes, jsii.String("1.4.0")))
	run(stack, "Uri", ecs.ContainerImage_FromRegistry(orders.RepositoryUri(), nil))
	run(stack, "UriTag", ecs.ContainerImage_FromRegistry(orders.RepositoryUriForTag(jsii.String("nightly")), nil))
	run(stack, "UriVersion", ecs.ContainerImage_FromRegistry(
		orders.RepositoryUriForTagOrDigest(jsii.String("1.4.0")), nil))
	run(stack, "UriDigest", ecs.ContainerImage_FromRegistry(orders.RepositoryUriForDigest(jsii.String(digest)), nil))
	run(stack, "UriTemplate", ecs.ContainerImage_FromRegistry(
		jsii.String(fmt.Sprintf("%s:beta", *orders.RepositoryUri())), nil))
	return stack
}
