package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	NewPipelineStack(app, "Pipelines")
	NewSelfMutatingStack(app, "SelfMutating")
	NewBuildBucketStack(app, "Builds")
	NewCodeBucketStack(app, "Code")
	NewVersionedStack(app, "Versioned")
	NewNameStack(app, "Names")
	NewElsewhereStack(app, "Elsewhere")
	NewLevelOneStack(app, "LevelOne")
	app.Synth(nil)
}
