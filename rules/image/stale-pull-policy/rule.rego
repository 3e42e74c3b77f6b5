# METADATA
# title: Nodes keep running the image that this tag named before
# description: >-
#   A node that has an image of this tag does not ask the registry again. After the tag has moved, some nodes run the new
#   image and some the old one, under the same name.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/batch/latest/APIReference/API_EksContainer.html
#   - https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy
# custom:
#   level: warning
#   confidence: medium
#   fix: none
#   selects:
#     images: true
#     sees: ["AWS::Batch::JobDefinition", "AWS::ECR::Repository"]
#     project: ["AWS::ECR::Repository"]
#   options:
#     words:
#       description: The words by which a tag moves, alone or as its first or last part
#       type: array
#       items: {type: string}
#       uniqueItems: true
#       default: [
#         latest, main, master, trunk, head, develop, development, dev, test, testing, qa, uat, stag, stage, staging, stg,
#         preprod, prod, production, live, release, current, stable, edge, nightly, canary, next, preview, beta, alpha,
#         snapshot, lts]
#   controls:
#     nist-800-53: [CM-2]
package plimsoll.rules.image.stale_pull_policy

import data.plimsoll.lib.ecr
import data.plimsoll.lib.facts
import data.plimsoll.lib.finding
import data.plimsoll.lib.tags

deny contains finding.on(image.owner, path, message) if {
	some image in input.images
	job := facts.resources("AWS::Batch::JobDefinition")[image.owner]
	image.property[count(image.property) - 3] in {"Containers", "InitContainers"}
	image.digest == null
	tag := image.tag.value
	moves(tag)
	not perhaps_fixed(image, tag)
	path := array.concat(array.slice(image.property, 0, count(image.property) - 1), ["ImagePullPolicy"])
	policy := facts.property(job, path, usual(tag))
	policy in {"IfNotPresent", "Never"}
	message := sprintf("%v, and the tag %v moves: a node that has pulled it once keeps the old image", [why(job, path, policy), tag])
}

# Kubernetes asks the registry each time for latest only.
usual(tag) := "Always" if {
	tag == "latest"
} else := "IfNotPresent"

why(job, path, policy) := sprintf("the pull policy is %v by default", [policy]) if {
	facts.absent(job, path)
} else := sprintf("the pull policy is %v", [policy])

moves(tag) if tags.word(tag, input.options.words)

moves(tag) if tags.major(tag)

# The tags of some repository of the run may be written once, and this may be an image of it.
perhaps_fixed(image, tag) if {
	kind := image.registry.kind
	private(kind)
	some repository in facts.everywhere("AWS::ECR::Repository")
	ecr.may_be_fixed(repository, tag)
}

private(kind) if kind == "ecr"

private(kind) if facts.unknown(kind)
