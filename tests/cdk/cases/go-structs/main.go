package main

import (
	"encoding/json"
	"os"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
	"github.com/aws/jsii-runtime-go"
)

type naming struct {
	prefix string
}

func (n naming) of(name string) *string { return jsii.String(n.prefix + name) }

type base struct {
	naming
	scan bool
}

// Registry embeds a construct, and a struct that has a method.
type Registry struct {
	awscdk.Stack
	*base
	made awsecr.Repository
}

type Config struct {
	Name string
	Scan bool
}

func (r *Registry) add(id string) awsecr.Repository {
	r.made = awsecr.NewRepository(r, &id, &awsecr.RepositoryProps{
		RepositoryName:  r.of(id),
		ImageScanOnPush: &r.scan,
	})
	return r.made
}

func main() {
	registry := &Registry{
		Stack: awscdk.NewStack(awscdk.NewApp(nil), jsii.String("Structs"), nil),
		base:  &base{naming: naming{"team/"}},
	}
	registry.add("Unscanned")
	registry.scan = true
	registry.add("Scanned")
	registry.made.AddLifecycleRule(&awsecr.LifecycleRule{MaxImageCount: jsii.Number(3)})

	// A copy is another struct; of what may be one, nobody knows.
	first := awsecr.RepositoryProps{ImageScanOnPush: jsii.Bool(true)}
	second := first
	second.ImageScanOnPush = jsii.Bool(false)
	awsecr.NewRepository(registry, jsii.String("Original"), &first)
	awsecr.NewRepository(registry, jsii.String("Copy"), &second)
	all := []awsecr.RepositoryProps{first, second}
	third := all[0]
	third.ImageScanOnPush = jsii.Bool(false)
	awsecr.NewRepository(registry, jsii.String("Element"), &third)

	// Somebody else fills this one.
	var config Config
	text, _ := os.ReadFile("config.json")
	_ = json.Unmarshal(text, &config)
	awsecr.NewRepository(registry, jsii.String("Filled"), &awsecr.RepositoryProps{
		RepositoryName:  &config.Name,
		ImageScanOnPush: &config.Scan,
	})
	var empty Config
	awsecr.NewRepository(registry, jsii.String("Empty"), &awsecr.RepositoryProps{ImageScanOnPush: &empty.Scan})
}
