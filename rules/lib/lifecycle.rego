# METADATA
# title: ECR lifecycle policies
# description: |
#   The rules of every lifecycle policy among `input.documents`, which a rule selects as `ecr-lifecycle-policy`, and what
#   they select. Whether a policy is a text or CDK code makes no difference.
package plimsoll.lib.lifecycle

import data.plimsoll.lib.facts

policies := {i: document | some i, document in input.documents; document.kind == "ecr-lifecycle-policy"}

# Every rule of every policy: `policy` is the number of the document, `at` the path of the rule.
rules := [{"policy": i, "at": ["documents", i, "content", "rules", j], "rule": rule} |
	some i, document in policies
	some j, rule in facts.elements(document.content, ["rules"])
	is_object(rule)
]

# The other rules of the same policy.
others(entry) := [other | some other in rules; other.policy == entry.policy; other.at != entry.at]

priority(entry) := facts.get(entry.rule, ["rulePriority"], null)

status(entry) := facts.get(entry.rule, ["selection", "tagStatus"], null)

count_type(entry) := facts.get(entry.rule, ["selection", "countType"], null)

count_number(entry) := facts.get(entry.rule, ["selection", "countNumber"], null)

storage(entry) := facts.get(entry.rule, ["selection", "storageClass"], "standard")

action(entry) := facts.get(entry.rule, ["action", "type"], null)

# The prefixes or patterns of a rule, and the key that they stand under.
lists := ["tagPrefixList", "tagPatternList"]

names(entry, list) := facts.elements(entry.rule, ["selection", list])

# A rule comes before another one: its number is lower.
before(one, other) if {
	first := priority(one)
	second := priority(other)
	is_number(first)
	is_number(second)
	first < second
}
