# METADATA
# title: Deleting the stack deletes the images
# description: >-
#   With EmptyOnDelete a repository goes with everything in it when it leaves the stack, by a rename too, and with it
#   what runs and what a rollback needs.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ecr-repository.html
# custom:
#   level: warning
#   confidence: medium
#   fix: unsafe
#   selects:
#     resources: ["AWS::ECR::Repository"]
#   controls:
#     nist-800-53: [CP-9]
package plimsoll.rules.ecr.deletable_repository

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

# The policies under which CloudFormation does not delete the repository.
kept := {"Retain", "RetainExceptOnCreate"}

deny contains finding.with_suggestion(
	finding.on(id, ["EmptyOnDelete"], sprintf("the images are deleted %v", [concat(", or ", lost)])),
	"keep the images",
	[finding.remove(facts.at(id, ["EmptyOnDelete"]))],
) if {
	some id, repository in facts.resources("AWS::ECR::Repository")
	facts.is_true(facts.property(repository, ["EmptyOnDelete"], false))
	deletion := object.get(repository, "deletionPolicy", null)
	replacement := object.get(repository, "updateReplacePolicy", null)
	facts.known(deletion)
	facts.known(replacement)
	losses := [[deletion, "with the stack"], [replacement, "when the repository is renamed or replaced"]]
	lost := [loss | some [policy, loss] in losses; not policy in kept]
	count(lost) > 0
}
