# METADATA
# title: Resource policies
# description: |
#   Statements of an IAM policy that stands in a property, as an object or as JSON text, and whom they allow.
package plimsoll.lib.policy

import data.plimsoll.lib.facts

# The statements of a policy by their path below it: one statement may stand without a list. A policy given as text is
# shown as a whole.
statements(policy) := {["Statement", i]: statement | some i, statement in policy.Statement} if {
	is_array(policy.Statement)
} else := {["Statement"]: policy.Statement} if {
	is_object(policy.Statement)
} else := {[]: statements_of_text} if {
	is_string(policy)
	json.is_valid(policy)
	statements_of_text := worst(json.unmarshal(policy).Statement)
} else := {}

# Of the statements of a text the first that allows everyone, or the first of all.
worst(list) := found[0] if {
	is_array(list)
	found := [statement | some statement in list; allows_everyone(statement)]
	count(found) > 0
} else := list if {
	is_object(list)
}

# Whether a statement allows every principal and asks for nothing in return.
allows_everyone(statement) if {
	statement.Effect == "Allow"
	everyone(object.get(statement, "Principal", null))
	unconditional(statement)
}

everyone(principal) if principal == "*"

everyone(principal) if principal.AWS == "*"

everyone(principal) if {
	is_array(principal.AWS)
	some name in principal.AWS
	name == "*"
}

unconditional(statement) if {
	facts.known(statement)
	conditions := object.get(statement, "Condition", {})
	conditions == {}
}

# What a statement allows, in short: what changes something before what only reads.
what(statement) := concat(", ", array.concat(array.slice(ranked, 0, most_named), rest)) if {
	names := actions(statement)
	ranked := array.concat([name | some name in names; not reads(name)], [name | some name in names; reads(name)])
	rest := [sprintf("%v more", [count(names) - most_named]) | count(names) > most_named]
}

most_named := 3

reads(action) if regex.match(`:(Get|BatchGet|BatchCheck|Describe|List|Read)`, action)

actions(statement) := [action | some action in statement.Action; is_string(action)] if {
	is_array(statement.Action)
} else := [statement.Action] if {
	is_string(statement.Action)
} else := ["actions"]
