# METADATA
# title: This lifecycle policy keeps untagged images for ever
# description: >-
#   Every push of a tag that moves leaves the old image without a tag. Where no rule selects untagged images they are
#   kept and paid for until somebody deletes them by hand.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
# custom:
#   level: info
#   confidence: high
#   selects:
#     documents: [ecr-lifecycle-policy]
package plimsoll.rules.ecr.untagged_images_kept

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding
import data.plimsoll.lib.lifecycle

deny contains finding.at(["documents", i, "content", "rules"], "no rule selects untagged images: they are kept for ever") if {
	some i, document in lifecycle.policies
	rules := facts.get(document.content, ["rules"], null)
	is_array(rules)
	count(rules) > 0
	every rule in rules {
		facts.get(rule, ["selection", "tagStatus"], null) == "tagged"
	}
}
