# METADATA
# title: Tags in this repository can be overwritten
# description: >-
#   A pushed tag should name the same image for ever. Where it can be overwritten, what was tested and what runs can
#   differ under one name, and a rollback to that name is no rollback.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
# custom:
#   level: warning
#   confidence: high
#   fix: unsafe
#   selects:
#     resources: ["AWS::ECR::Repository"]
#     sees: ["AWS::ECR::PullThroughCacheRule"]
#     project: ["AWS::ECR::PullThroughCacheRule"]
#   controls:
#     security-hub: [ECR.2]
#     aws-config: [ECR_PRIVATE_TAG_IMMUTABILITY_ENABLED]
#     control-tower: [CT.ECR.PR.3]
#     nist-800-53: [CA-9(1), CM-2, CM-8(1)]
#   aliases: [CKV_AWS_51, AWS-0031, 33f41d31-86b1-46a4-81f7-9c9a671f59ac]
package plimsoll.rules.ecr.mutable_tags

import data.plimsoll.lib.ecr
import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

deny contains found if {
	some id, repository in facts.resources("AWS::ECR::Repository")
	name := ecr.name(repository)
	not ecr.cached(name)
	doubts := ecr.may_be_cached(name)
	count(doubts) == 0
	mutability := ecr.mutability(repository)
	message := overwritable(mutability, repository)
	found := with_suggestion(finding.on(id, ["ImageTagMutability"], message), id, repository)
}

deny contains finding.undecided(facts.at(id, ["ImageTagMutability"]), reason) if {
	some id, repository in facts.resources("AWS::ECR::Repository")
	name := ecr.name(repository)
	not ecr.cached(name)
	mutability := ecr.mutability(repository)
	some reason in doubts(mutability, repository, name)
}

overwritable("MUTABLE", repository) := "tags can be overwritten: ImageTagMutability is not set, and its default is MUTABLE" if {
	facts.absent(repository, ["ImageTagMutability"])
} else := "tags can be overwritten: ImageTagMutability is MUTABLE"

overwritable("MUTABLE_WITH_EXCLUSION", repository) := message if {
	patterns := ecr.exempt(repository)
	every pattern in patterns {
		is_string(pattern)
		pattern != "*"
	}
	message := sprintf("tags can be overwritten, except those like %v", [concat(", ", patterns)])
}

# Each reason is an unknown: the mutability itself, what it exempts, or whether the repository is a cache.
doubts(mutability, _, _) := {mutability} if facts.unknown(mutability)

doubts("MUTABLE", _, name) := ecr.may_be_cached(name)

doubts("MUTABLE_WITH_EXCLUSION", repository, name) := {pattern | some pattern in patterns; facts.unknown(pattern)} | ecr.may_be_cached(name) if {
	patterns := ecr.exempt(repository)
	not "*" in patterns
}

# With filters in place IMMUTABLE alone would be refused, and which tags may move is for a person to say.
with_suggestion(found, id, repository) := finding.with_suggestion(
	found,
	"make tags immutable",
	[finding.set(facts.at(id, ["ImageTagMutability"]), "IMMUTABLE")],
) if {
	facts.absent(repository, ["ImageTagMutabilityExclusionFilters"])
} else := found
