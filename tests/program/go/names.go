package main

import (
	"fmt"
	. "os"

	"github.com/aws/jsii-runtime-go"
	alias "example.com/shop/v2/names"
	_ "embed"
)

const (
	first = iota
	second
	text, other = "a", `b\n`
)

var counted, spare = 1, alias.Spare

func pair() (name string, err error) {
	name = "n"
	return
}

func both(tag string, more ...*string) (string, error) {
	if tag == "" {
		tag = "latest"
	}
	name, err := pair()
	if err != nil {
		return "", fmt.Errorf("no name: %w", err)
	}
	name += tag
	value, ok := table["key"]
	_, _ = value, ok
	return name, nil
}

func init() { Exit(0) }
func init() {}

func main() {
	name, _ := both("x", jsii.Strings("a")...)
	fmt.Println(name, first, second, text, other)
}
