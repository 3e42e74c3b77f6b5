package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"

	registry "example.com/shop/internal/stacks"
)

func main() {
	stack := awscdk.NewStack(awscdk.NewApp(nil), jsii.String("Packages"), nil)
	registry.Add(stack, "Orders", registry.Defaults)
	local(stack)
}
