package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	NewRepositoryImageStack(app, "RepositoryImages")
	NewRegistryImageStack(app, "RegistryImages")
	NewAssetStack(app, "Assets")
	NewConsumerStack(app, "Consumers")
	NewPatternStack(app, "Patterns")
	app.Synth(nil)
}
