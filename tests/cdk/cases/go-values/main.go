package main

import (
	"fmt"
	"log"
	"os"
	"os/exec"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
	"github.com/aws/jsii-runtime-go"
)

type Stage int

const (
	Dev Stage = iota
	Prod
)

const prefix = "team/"

var names = map[string]string{"web": "shop-web"}

func name(stage Stage) string {
	switch stage {
	case Prod:
		return "production"
	default:
		return "development"
	}
}

func version(stage string) (string, error) {
	var tag string
	switch stage {
	case "dev":
		tag = "head"
	case "prod":
		tag = "1.0"
	default:
		panic("no such stage")
	}
	if err := check(tag); err != nil {
		tag = "broken"
		return "", err
	}
	return tag, nil
}

func commit() string {
	output, err := exec.Command("git", "rev-parse", "HEAD").Output()
	if err != nil {
		return "latest"
	}
	return string(output)
}

func main() {
	stack := awscdk.NewStack(awscdk.NewApp(nil), jsii.String("Values"), nil)
	repository := func(id string, name *string) {
		awsecr.NewRepository(stack, &id, &awsecr.RepositoryProps{RepositoryName: name})
	}

	repository("Sum", jsii.String(prefix+"sum"))
	repository("Format", jsii.Sprintf("%s%s-%d%%", prefix, "format", 7))
	repository("Case", jsii.String(name(Prod)))
	repository("Default", jsii.String(name(Dev)))
	repository("Key", jsii.String(names["web"]))
	repository("NoKey", jsii.String(names["api"]))
	repository("Environment", jsii.String(os.Getenv("NAME")))

	var given string
	fmt.Sscan(os.Args[1], &given)
	repository("Scanned", &given)

	zero := new(string)
	repository("Zero", zero)
	fallback := os.Getenv("FALLBACK")
	if fallback == "" {
		fallback = "fallback"
	}
	repository("Fallback", &fallback)
	composed := "v" + os.Getenv("NUMBER")
	if composed == "" {
		composed = "latest"
	}
	repository("Composed", &composed)
	tag, err := version(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	repository("Checked", &tag)
	repository("Commit", jsii.String(commit()))
	repository("Unfinished", jsii.String(fmt.Sprintf("%05d", 7)))
}
