package main

# What is below `not` is looked up before it is negated.
deny_call contains name if {
	some name, value in input.Values
	not startswith(value.text, "ok")
}

deny_nested contains name if {
	some name, value in input.Values
	not startswith(lower(value.text), concat("", ["o", value.letter]))
}

deny_membership contains name if {
	some name, value in input.Values
	not value.text in {"ok", "fine"}
}

deny_comparison contains name if {
	some name, value in input.Values
	not count(value.list) > 1
}

deny_plain contains name if {
	some name, value in input.Values
	not value.text
}

deny_equal contains name if {
	some name, value in input.Values
	not value.text == "ok"
}

deny_helper contains name if {
	some name, value in input.Values
	not is_fine(value.text)
}

deny_item contains sprintf("%v %v", [name, i]) if {
	some name, value in input.Values
	some i, _ in value.list
	not contains(value.list[i], "a")
}

deny_every contains name if {
	some name, value in input.Values
	every item in value.list { not startswith(item, value.letter) }
}

deny_comprehension contains name if {
	some name, value in input.Values
	bad := [item | some item in value.list; not endswith(item, value.letter)]
	count(bad) > 0
}

deny_bare contains "no braces" if not startswith(input.Values.nothing.text, "ok")

deny_other contains "no braces either" if not input.Values.second.text in ["ok"]

is_fine(text) if text == "fine"

is_fine(text) if {
	text == "ok"
}
