package stacks

import (
	"errors"

	"github.com/aws/jsii-runtime-go"
)

func (options *Options) check() error {
	if options.team == "" {
		return errors.New("no team")
	}
	return nil
}

func (options *Options) name(id string) *string {
	return jsii.String(options.team + "/" + id)
}
