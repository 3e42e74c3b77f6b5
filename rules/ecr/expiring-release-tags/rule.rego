# METADATA
# title: This lifecycle rule deletes releases by their age
# description: >-
#   A service that was not deployed for longer than the rule allows still runs its image. When that is deleted, the next
#   task cannot start, and nothing is left to roll back to.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_examples.html
# custom:
#   level: warning
#   confidence: medium
#   selects:
#     documents: [ecr-lifecycle-policy]
#   options:
#     releases:
#       description: Tags of releases; a rule that selects one of them by its prefix or pattern is meant
#       type: array
#       items: {type: string}
#       uniqueItems: true
#       default: ["prod", "prod-1", "production", "release", "release-1", "rel-1", "v1.2.3", "1.2.3"]
#     days:
#       description: A rule that keeps images for at least so many days is left alone
#       type: integer
#       minimum: 1
#       default: 365
#   controls:
#     nist-800-53: [CP-9]
#     ssdf: [PS.3.1]
package plimsoll.rules.ecr.expiring_release_tags

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding
import data.plimsoll.lib.lifecycle

deny contains finding.at(array.concat(entry.at, ["selection", "countType"]), message) if {
	some entry in lifecycle.rules
	lifecycle.action(entry) == "expire"
	lifecycle.count_type(entry) == "sinceImagePushed"
	days := lifecycle.count_number(entry)
	is_number(days)
	days < input.options.days
	names := released(entry)
	message := sprintf("images tagged %v are deleted %v days after they were pushed, whether or not they run: keep a number of them instead", [names, days])
}

# The prefixes or patterns that select releases, where all of them do.
released(entry) := concat(", ", names) if {
	some list in lifecycle.lists
	names := lifecycle.names(entry, list)
	count(names) > 0
	every name in names {
		of_release(list, name)
	}
}

of_release("tagPrefixList", prefix) if {
	is_string(prefix)
	prefix != ""
	some tag in input.options.releases
	startswith(tag, prefix)
}

of_release("tagPatternList", pattern) if {
	is_string(pattern)
	not regex.match(`^[*]+$`, pattern)
	some tag in input.options.releases
	facts.wildcard(pattern, tag)
}
