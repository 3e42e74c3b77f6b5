# METADATA
# title: Tasks of one deployment may run different images
# description: >-
#   ECS resolves a tag to a digest once for each deployment, so that all its tasks run one image. With version
#   consistency disabled every task that starts later takes whatever the tag names by then.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html
# custom:
#   level: warning
#   confidence: high
#   fix: safe
#   selects:
#     resources: ["AWS::ECS::TaskDefinition"]
#   controls:
#     nist-800-53: [CM-2]
package plimsoll.rules.image.version_consistency_disabled

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

deny contains finding.with_fix(
	finding.on(id, path, message),
	"resolve the tag once for each deployment",
	[finding.remove(facts.at(id, path))],
) if {
	some id, task in facts.resources("AWS::ECS::TaskDefinition")
	some i, container in facts.elements(task, ["properties", "ContainerDefinitions"])
	facts.get(container, ["VersionConsistency"], "enabled") == "disabled"
	image := facts.get(container, ["Image"], "")
	by_tag(image)
	path := ["ContainerDefinitions", i, "VersionConsistency"]
	message := "tasks of one deployment may run different images: a tag is resolved anew for every task that starts"
}

# Certainly no digest: the end of the reference is known and holds none.
by_tag(image) if {
	is_string(image)
	not contains(image, "@")
}
