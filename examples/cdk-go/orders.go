package main

import (
	"os"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"

	"orders/stacks"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)

	registry := stacks.NewRegistryStack(app, "Registry", nil)

	imageTag, ok := os.LookupEnv("IMAGE_TAG")
	if !ok {
		imageTag = "latest"
	}
	stacks.NewServiceStack(app, "Service", &stacks.ServiceStackProps{
		Repository: registry.Orders,
		ImageTag:   imageTag,
	})

	stacks.NewDeliveryStack(app, "Delivery", &stacks.DeliveryStackProps{Repository: registry.Orders})

	app.Synth(nil)
}
