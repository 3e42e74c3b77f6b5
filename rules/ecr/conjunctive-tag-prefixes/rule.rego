# METADATA
# title: This lifecycle rule asks for all of its prefixes at once
# description: >-
#   Several prefixes or patterns in one rule do not mean "one of these": an image is selected only when it carries a tag
#   for each of them. The rule hardly ever matches, and what it should clean up stays.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
# custom:
#   level: warning
#   confidence: medium
#   selects:
#     documents: [ecr-lifecycle-policy]
package plimsoll.rules.ecr.conjunctive_tag_prefixes

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding
import data.plimsoll.lib.lifecycle

deny contains finding.at(array.concat(entry.at, ["selection", list]), message) if {
	some entry in lifecycle.rules
	some list in lifecycle.lists
	names := lifecycle.names(entry, list)
	count(names) > 1
	every name in names {
		is_string(name)
	}
	disjoint(list, names)
	message := sprintf("only images that carry a tag for each of %v are selected; write one rule for each", [concat(", ", names)])
}

# Two of them that no single tag has both: neither begins with the other. Patterns with `*` in front may overlap.
disjoint("tagPrefixList", names) if {
	some i, one in names
	some j, other in names
	i < j
	not startswith(one, other)
	not startswith(other, one)
}

disjoint("tagPatternList", names) if {
	some i, one in names
	some j, other in names
	i < j
	first := split(one, "*")[0]
	second := split(other, "*")[0]
	not startswith(first, second)
	not startswith(second, first)
}
