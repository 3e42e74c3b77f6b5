package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"

	"example.com/shop/internal/stacks"
)

func local(stack awscdk.Stack) {
	options := stacks.Defaults.With("local")
	stacks.Add(stack, "Local", options)
}
