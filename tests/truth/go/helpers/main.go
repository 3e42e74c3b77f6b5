package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"

	"truth/helpers/stacks"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	stacks.NewMethodStack(app, "Methods")
	stacks.NewFactoryStack(app, "Factories")
	stacks.Make(app, "MadeForTest", "test")
	stacks.Make(app, "MadeForAll", "1.0.1")
	app.Synth(nil)
}
