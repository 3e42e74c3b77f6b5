# METADATA
# title: This resource has no tags
# description: Say in a sentence or two why that matters, and to whom.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-template-resource-type-ref.html
# custom:
#   level: warning
#   confidence: high
#   selects:
#     resources: ["RESOURCE_TYPE"]
package plimsoll.rules.PACKAGE

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

deny contains finding.on(id, ["Tags"], "no tags: nobody knows whose this is") if {
	some id, resource in facts.resources("RESOURCE_TYPE")
	facts.absent(resource, ["Tags"])
}

# What cannot be known accuses nobody; it is counted.
deny contains finding.undecided(facts.at(id, ["Tags"]), tags) if {
	some id, resource in facts.resources("RESOURCE_TYPE")
	tags := facts.property(resource, ["Tags"], [])
	facts.unknown(tags)
}
