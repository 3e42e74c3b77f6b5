# METADATA
# title: This lifecycle rule archives images that are deployed
# description: >-
#   An archived image cannot be pulled until somebody restores it. A workload of this template names an image that the rule
#   takes in: the next task that starts on a new machine does not start.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/archive-image.html
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
# custom:
#   level: warning
#   confidence: medium
#   fix: none
#   selects:
#     documents: [ecr-lifecycle-policy]
#     images: true
#     sees: ["AWS::ECR::Repository"]
#   controls:
#     nist-800-53: [CP-9]
#     ssdf: [PS.3.1]
package plimsoll.rules.ecr.archived_deployed_tags

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding
import data.plimsoll.lib.lifecycle

deny contains finding.with_related(finding.at(array.concat(entry.at, ["action"]), message), [there]) if {
	some entry in lifecycle.rules
	lifecycle.action(entry) == "transition"
	some i, image in input.images
	tag := deployed(image, entry)
	takes(entry, tag)
	not spared(entry, tag)
	message := sprintf("this archives images%v, and %v runs the tag %v: an archived image cannot be pulled", [span(entry), image.owner, tag])
	there := finding.place(input.file.path, ["images", i, "tag"], "this tag is deployed")
}

# The tag of an image that comes from the repository of a lifecycle rule. A digest is deployed under a tag too, but which
# one is not written.
deployed(image, entry) := tag if {
	image.digest == null
	image.repository.resource.file == input.file.path
	image.repository.resource.id == input.documents[entry.policy].owner.id
	tag := image.tag.value
	is_string(tag)
}

takes(entry, _) if lifecycle.status(entry) == "any"

takes(entry, tag) if {
	lifecycle.status(entry) == "tagged"
	some list in lifecycle.lists
	names := lifecycle.names(entry, list)
	count(names) > 0
	every name in names {
		matches(list, name, tag)
	}
}

matches(list, prefix, tag) if {
	list == "tagPrefixList"
	is_string(prefix)
	startswith(tag, prefix)
}

matches(list, pattern, tag) if {
	list == "tagPatternList"
	facts.wildcard(pattern, tag)
}

# A rule that comes before and may speak for this tag keeps the others from it.
spared(entry, tag) if {
	some other in lifecycle.others(entry)
	not lifecycle.before(entry, other)
	speaks_for(other, tag)
}

speaks_for(entry, _) if {
	status := lifecycle.status(entry)
	facts.unknown(status)
}

speaks_for(entry, tag) if takes(entry, tag)

speaks_for(entry, _) if {
	some list in lifecycle.lists
	some name in lifecycle.names(entry, list)
	facts.unknown(name)
}

span(entry) := sprintf(" that were not pulled for %v days", [lifecycle.count_number(entry)]) if {
	lifecycle.count_type(entry) == "sinceImagePulled"
	is_number(lifecycle.count_number(entry))
} else := sprintf(" %v days after they were pushed", [lifecycle.count_number(entry)]) if {
	lifecycle.count_type(entry) == "sinceImagePushed"
	is_number(lifecycle.count_number(entry))
} else := ""
