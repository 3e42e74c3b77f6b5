# METADATA
# title: Event patterns
# description: |
#   What a rule of EventBridge listens to. A pattern lists, for each field, what the field may be; an element is a text, or
#   an object such as {"prefix": …} that is no help here.
package plimsoll.lib.events

import data.plimsoll.lib.facts

# What a rule lists for a field of the event, by the path of the field; empty where it does not ask for it.
listed(rule, path) := facts.elements(rule, array.concat(["properties", "EventPattern"], path))

# The texts that a rule lists for a field. Undefined where it lists none, or anything else beside them.
texts(rule, path) := all if {
	all := listed(rule, path)
	count(all) > 0
	every one in all {
		is_string(one)
	}
}

# A rule is in force: nobody has switched it off, and the pattern can be seen.
in_force(rule) if {
	facts.is_not(facts.property(rule, ["State"], "ENABLED"), "DISABLED")
	facts.known(facts.property(rule, ["EventPattern"], {}))
}
