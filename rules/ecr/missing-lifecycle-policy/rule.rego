# METADATA
# title: This repository keeps every image for ever
# description: >-
#   Without a lifecycle policy nothing that was ever pushed goes away: the bill grows, scans report faults in images
#   that nobody runs, and old releases are deleted by hand one day, the wrong one included.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_examples.html
# custom:
#   level: warning
#   confidence: high
#   fix: unsafe
#   selects:
#     resources: ["AWS::ECR::Repository"]
#   controls:
#     security-hub: [ECR.3]
#     aws-config: [ECR_PRIVATE_LIFECYCLE_POLICY_CONFIGURED]
#     control-tower: [CT.ECR.PR.1]
package plimsoll.rules.ecr.missing_lifecycle_policy

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

text := ["LifecyclePolicy", "LifecyclePolicyText"]

# Only untagged images, and only after a year: where tags move, a task may still run by digest what a push has left untagged.
policy := json.marshal({"rules": [{
	"rulePriority": 1,
	"description": "Expire untagged images after a year",
	"selection": {"tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 365},
	"action": {"type": "expire"},
}]})

deny contains finding.with_suggestion(
	finding.on(id, text, message(repository)),
	"expire untagged images after a year",
	[finding.set(facts.at(id, text), policy)],
) if {
	some id, repository in facts.resources("AWS::ECR::Repository")
	facts.absent(repository, text)
}

deny contains finding.undecided(facts.at(id, text), unseen) if {
	some id, repository in facts.resources("AWS::ECR::Repository")
	unseen := facts.property(repository, ["LifecyclePolicy"], null)
	facts.unknown(unseen)
	written := facts.property(repository, text, null)
	facts.unknown(written)
}

message(repository) := "no lifecycle policy: every image ever pushed is kept and paid for" if {
	facts.absent(repository, ["LifecyclePolicy"])
} else := "this lifecycle policy has no LifecyclePolicyText: every image ever pushed is kept and paid for"
