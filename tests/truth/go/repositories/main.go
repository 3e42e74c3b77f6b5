package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	NewPropsStack(app, "Props", nil)
	NewLaterStack(app, "Later")
	NewLevelOneStack(app, "LevelOne")
	NewMixinStack(app, "Mixins")
	NewAspectStack(app, "Aspects")
	app.Synth(nil)
}
