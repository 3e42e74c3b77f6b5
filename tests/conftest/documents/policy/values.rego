package main

deny_value contains msg if {
	some key, value in input.Values
	msg := sprintf("%v: %v %v", [key, type_name(value), json.marshal(value)])
}

deny_document contains sprintf("a document with %v", [concat(", ", sort(object.keys(input)))])
