# METADATA
# title: Another rule takes every image that this lifecycle rule is for
# description: >-
#   An image belongs to the rule of the lowest number whose tags it has, whether or not that rule deletes it. A rule behind
#   one that selects the same tags, or more, never deletes anything.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
# custom:
#   level: warning
#   confidence: high
#   selects:
#     documents: [ecr-lifecycle-policy]
package plimsoll.rules.ecr.unreachable_lifecycle_rule

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding
import data.plimsoll.lib.lifecycle

deny contains finding.with_related(finding.at(array.concat(entry.at, ["selection", list]), message), related) if {
	some entry in lifecycle.rules
	some list in lifecycle.lists
	some first in lifecycle.others(entry)
	lifecycle.before(first, entry)
	lifecycle.storage(first) == lifecycle.storage(entry)
	shadows(first, entry, list)
	message := sprintf("rule %v selects all of these images first, so this rule never does anything", [lifecycle.priority(first)])
	related := [finding.place(input.file.path, array.concat(first.at, ["rulePriority"]), "the rule that takes them")]
}

# One prefix of the earlier rule is the beginning of a prefix of the later one, which asks for that one.
shadows(first, entry, "tagPrefixList") if {
	[prefix] := lifecycle.names(first, "tagPrefixList")
	is_string(prefix)
	some name in lifecycle.names(entry, "tagPrefixList")
	is_string(name)
	startswith(name, prefix)
	lifecycle.names(first, "tagPatternList") == []
}

shadows(first, entry, "tagPatternList") if {
	[pattern] := lifecycle.names(first, "tagPatternList")
	pattern == "*"
	count(lifecycle.names(entry, "tagPatternList")) > 0
}
