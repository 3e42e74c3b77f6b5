# METADATA
# title: Reading the facts
# description: |
#   Three answers, never two: a value is known, absent, or cannot be known: {"$unknown": "reason"}.
#   A reference to another resource is an unknown that says what it refers to, under "$ref"; a text with holes
#   keeps its known parts under "$text". An object with "$unknown" beside other keys knows those keys; others may exist.
#   Predicates come in pairs that are both false when they cannot tell: `is` and `is_not`, `is_true` and `is_false`.
package plimsoll.lib.facts

# The resources of a type in this document, by id. `types` is an index of `resources`; facts written by hand need only the latter.
resources(type) := input.types[type] if {
	input.types[type]
} else := {} if {
	input.types
} else := {id: resource |
	some id, resource in object.get(input, "resources", {})
	resource.resourceType == type
}

# The same, here and in every other file of the run: objects with `file` and `id` beside what a resource has.
# The type must be selected twice: in `project`, and in `resources` or `sees` for the resources of this file.
everywhere(type) := here | elsewhere(type) if {
	here := {object.union(resource, {"file": input.file.path, "id": id}) | some id, resource in resources(type)}
}

# The resources of a type in the other files. They know no scenario: what hangs on a condition is unknown.
elsewhere(type) := {resource |
	some resource in object.get(input, ["project", "types", type], [])
	resource.file != input.file.path
}

# --- reading a value that is given
#
# Nothing below looks at `input`. A run carries these functions out in Rust where it can (src/engine/native.rs); what they
# mean is written here, and a test asks both.

# The value at a path below an object. An unknown on the way is the answer; `fallback` where nothing is written. That there
# is not even the first step is the most frequent case, and quickly told.
get(node, path, fallback) := value if {
	is_object(node)
	value := object.get(node, path, null)
	value != null
} else := fallback if {
	is_object(node)
	not node["$unknown"]
	object.get(node, path[0], null) == null
} else := {"$unknown": reason} if {
	reason := hidden(node, path)
} else := fallback

# The same for a property of a resource; `fallback` is the default of the service.
property(resource, path, fallback) := get(resource.properties, path, fallback)

# Why a path cannot be seen: the first unknown on the way, or a value that can have nothing below it.
# The steps are written out because a loop takes three times as long.
hidden(node, path) := reason if {
	reason := node["$unknown"]
} else := reason if {
	reason := node[path[0]]["$unknown"]
} else := reason if {
	reason := node[path[0]][path[1]]["$unknown"]
} else := reason if {
	reason := node[path[0]][path[1]][path[2]]["$unknown"]
} else := "this is not an object" if {
	not is_object(node)
} else := reason if {
	node[path[0]]
	reasons := {why | some length in numbers.range(1, count(path) - 1); why := closed(node, array.slice(path, 0, length))}
	count(reasons) > 0
	reason := min(reasons)
}

closed(node, path) := reason if {
	value := object.get(node, path, null)
	reason := value["$unknown"]
}

closed(node, path) := sprintf("%v is not an object", [path[count(path) - 1]]) if {
	value := object.get(node, path, null)
	type_name(value) in {"string", "number", "boolean"}
}

# The elements of a list below an object: one unknown element where it cannot be known, none where it is absent or no list.
# (`some x in text` is an error that would take the rule out of the run.)
elements(node, path) := list if {
	list := get(node, path, [])
	is_array(list)
} else := [hole] if {
	hole := get(node, path, [])
	unknown(hole)
} else := []

known(value) if not unknown(value)

unknown(value) if value["$unknown"]

# Certainly nothing is written there.
absent(resource, path) if property(resource, path, null) == null

is(value, wanted) if value == wanted

is_not(value, wanted) if {
	known(value)
	value != wanted
}

# CloudFormation takes true and "true" alike.
is_true(value) if value in {true, "true", "True", "TRUE"}

is_false(value) if value in {false, "false", "False", "FALSE"}

# The parts of a text that are known: the whole of it, or what stands around the holes.
texts(value) := [value] if {
	is_string(value)
} else := [part | some part in value["$text"]; is_string(part)]

# Whether a text begins with a prefix for all that is known: true where a hole may hide it.
may_start(value, prefix) if {
	is_string(value)
	startswith(value, prefix)
}

may_start(value, prefix) if {
	start := value["$text"][0]
	is_string(start)
	startswith(start, prefix)
}

may_start(value, prefix) if {
	start := value["$text"][0]
	is_string(start)
	startswith(prefix, start)
}

may_start(value, _) if {
	unknown(value)
	start := object.get(value, ["$text", 0], null)
	start == null
}

# Whether the whole text matches a pattern in which `*` stands for any characters. A pattern that AWS would refuse matches nothing.
wildcard(pattern, text) if {
	is_string(pattern)
	is_string(text)
	regex.match(`^[0-9A-Za-z*._/+:@-]*$`, pattern)
	escaped := replace(replace(pattern, ".", "[.]"), "+", "[+]")
	regex.match(concat("", ["^", replace(escaped, "*", ".*"), "$"]), text)
}

# The same for all that is known: true where the text or the pattern cannot be known.
wildcard_may(pattern, text) if wildcard(pattern, text)

wildcard_may(pattern, text) if unknown(text)

wildcard_may(pattern, text) if unknown(pattern)

# Where a property of a resource of this document is.
at(id, path) := array.concat(["resources", id, "properties"], path)
