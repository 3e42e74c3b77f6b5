// Package config has the values that the stacks share.
package config

type Service struct {
	Tag string
}

type Repository struct {
	Immutable, Scan bool
}

var Settings = struct {
	Orders, Billing Service
	Repository      Repository
}{
	Orders:     Service{Tag: "edge"},
	Billing:    Service{"2.3.0"},
	Repository: Repository{Scan: true},
}

type Tag string

const (
	Moving Tag = "latest"
	Fixed  Tag = "7.1.0"
)

const Registry = "ghcr.io/acme"

var Images = []string{"orders", "billing"}
