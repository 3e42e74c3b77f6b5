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

const (
	major = 3
	tag   = "canary"
)

var (
	version = fmt.Sprintf("%d.1", major)
	names   = map[string]string{"proxy": "nginx", "job-runner": "acme/jobs"}
)

// ConstantStack has values that are written out somewhere.
type ConstantStack struct {
	awscdk.Stack
	tag, pinned string
}

func run(scope constructs.Construct, id string, image awsecs.ContainerImage) {
	awsecs.NewFargateTaskDefinition(scope, &id, nil).
		AddContainer(jsii.String("app"), &awsecs.ContainerDefinitionOptions{Image: image})
}

func NewConstantStack(scope constructs.Construct, id string) *ConstantStack {
	stack := &ConstantStack{Stack: awscdk.NewStack(scope, &id, nil), tag: "trunk"}
	stack.pinned = "6.0.2"
	repository := awsecr.Repository_FromRepositoryName(stack, jsii.String("Repository"), jsii.String("orders"))
	tagged := func(id, tag string) {
		run(stack, id, awsecs.ContainerImage_FromEcrRepository(repository, jsii.String(tag)))
	}
	named := func(id, name string) {
		run(stack, id, awsecs.ContainerImage_FromRegistry(&name, nil))
	}

	tagged("Member", config.Settings.Orders.Tag)
	tagged("MemberPinned", config.Settings.Billing.Tag)
	tagged("Enum", string(config.Moving))
	tagged("EnumPinned", string(config.Fixed))
	tagged("Static", tag)
	tagged("Field", stack.tag)
	tagged("FieldPinned", stack.pinned)

	named("Template", fmt.Sprintf("%s/orders:%v", config.Registry, major))
	named("TemplatePinned", fmt.Sprintf("%s/orders:%s", config.Registry, version))
	named("Joined", config.Registry+"/orders"+":"+"snapshot")
	named("Index", names["job-runner"])
	named("Unchecked", any(names["proxy"]).(string))

	renamed := config.Settings.Orders
	named("Destructured", "acme/orders:"+renamed.Tag)
	return stack
}
