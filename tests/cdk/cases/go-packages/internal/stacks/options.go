package stacks

import "github.com/aws/jsii-runtime-go"

type Options struct {
	team string
}

var Defaults = &Options{team: "shop"}

func (options *Options) With(team string) *Options {
	return &Options{team: team}
}
