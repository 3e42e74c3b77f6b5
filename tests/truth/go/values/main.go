package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"

	"truth/values/config"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)

	NewServiceStack(app, "Nightly", &ServiceProps{ImageTag: jsii.String("nightly")})
	NewServiceStack(app, "Release", &ServiceProps{ImageTag: jsii.String("1.9.0"), Immutable: true})
	NewServiceStack(app, "Forgotten", nil)
	NewServiceStack(app, "Configured", &ServiceProps{
		ImageTag:  &config.Settings.Orders.Tag,
		Immutable: config.Settings.Repository.Immutable,
		Scan:      &config.Settings.Repository.Scan,
	})

	NewConstantStack(app, "Constants")
	NewEnvironmentStack(app, "Environment")
	NewContextStack(app, "Context")
	NewParameterStack(app, "Parameters")
	NewFunctionStack(app, "Functions")
	NewLoopStack(app, "Loops")
	app.Synth(nil)
}
