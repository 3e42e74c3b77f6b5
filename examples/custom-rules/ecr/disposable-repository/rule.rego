# METADATA
# title: This repository is deleted with its stack
# description: >-
#   Images are deployed from a repository, and rolled back to, by more than the stack that holds it. With
#   RemovalPolicy.DESTROY the repository goes when the stack does, or when an update replaces it.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.RemovalPolicy.html
# custom:
#   level: warning
#   confidence: high
#   selects:
#     constructs:
#       - aws_ecr.Repository
#       - aws_ecr.Repository.applyRemovalPolicy
#       - aws_ecr.CfnRepository.applyRemovalPolicy
package plimsoll.rules.ecr.disposable_repository

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

# The argument that takes the policy, by call.
arguments := {
	"aws_ecr.Repository": "removalPolicy",
	"aws_ecr.Repository.applyRemovalPolicy": "policy",
	"aws_ecr.CfnRepository.applyRemovalPolicy": "policy",
}

message := "this repository is deleted with its stack, and with it the images that others deploy"

deny contains finding.at(path, message) if {
	some i, construct in input.constructs
	argument := arguments[construct.api]
	policy := facts.get(construct.arguments, [argument], {})
	facts.is(facts.get(policy, ["api"], null), "RemovalPolicy.DESTROY")
	path := ["constructs", i, "arguments", argument]
}

deny contains finding.undecided(path, policy) if {
	some i, construct in input.constructs
	argument := arguments[construct.api]
	policy := facts.get(construct.arguments, [argument], {})
	facts.unknown(policy)
	path := ["constructs", i, "arguments", argument]
}
