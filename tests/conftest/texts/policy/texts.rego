package main

# A `!Ref` in the place of a list leaves a text behind, and a text has no members.
deny_some contains sprintf("%v %v", [name, group]) if {
	some name, resource in input.Resources
	some group in resource.Properties.SecurityGroups
}

deny_keys contains sprintf("%v %v", [name, key]) if {
	some name, resource in input.Resources
	some key, _ in resource.Properties.Tags
}

deny_every contains name if {
	some name, resource in input.Resources
	every group in resource.Properties.SecurityGroups { group != "sg-1" }
}

deny_index contains sprintf("%v %v", [name, group]) if {
	group := input.Resources[name].Properties.SecurityGroups[_]
}

deny_unify contains name if {
	input.Resources[name].Properties.SecurityGroups[_] = "sg-1"
}

deny_in contains name if {
	some name, resource in input.Resources
	"sg-1" in resource.Properties.SecurityGroups
}
