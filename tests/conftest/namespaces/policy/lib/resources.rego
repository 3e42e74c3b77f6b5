package lib.resources

of(types) := {name |
	some name, resource in input.Resources
	resource.Type in types
}
