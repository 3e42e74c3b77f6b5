# METADATA
# title: The exception from immutable tags takes in the releases
# description: >-
#   A filter exempts every tag that it matches. One that matches versions leaves the tags that are deployed as mutable as
#   they were, in a repository that says otherwise.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
# custom:
#   level: warning
#   confidence: high
#   selects:
#     resources: ["AWS::ECR::Repository"]
#   options:
#     releases:
#       description: Tags that must stay immutable; a filter that matches one of them is too broad
#       type: array
#       items: {type: string}
#       uniqueItems: true
#       default: ["1.2.3", "v1.2.3", "release-1.2.3", "0f3c9a1d2b4e5f60718293a4b5c6d7e8f9012345"]
#   controls:
#     nist-800-53: [CM-2]
package plimsoll.rules.ecr.broad_immutability_exclusion

import data.plimsoll.lib.ecr
import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

deny contains finding.on(id, ["ImageTagMutabilityExclusionFilters", i, "ImageTagMutabilityExclusionFilterValue"], message) if {
	some id, repository in facts.resources("AWS::ECR::Repository")
	ecr.mutability(repository) == "IMMUTABLE_WITH_EXCLUSION"
	some i, pattern in ecr.exempt(repository)
	message := broad(pattern)
}

deny contains finding.on(id, ["ImageTagMutabilityExclusionFilters"], message) if {
	some id, repository in facts.resources("AWS::ECR::Repository")
	mutability := ecr.mutability(repository)
	mutability in {"IMMUTABLE", "MUTABLE"}
	some pattern in ecr.exempt(repository)
	is_string(pattern)
	message := sprintf("these filters do not apply while ImageTagMutability is %v; %v_WITH_EXCLUSION takes them", [mutability, mutability])
}

broad(pattern) := "this filter exempts every tag: the repository is as mutable as before" if {
	is_string(pattern)
	regex.match(`^[*]+$`, pattern)
} else := sprintf("the filter %v exempts release tags such as %v from immutability", [pattern, matched[0]]) if {
	is_string(pattern)
	matched := [tag | some tag in input.options.releases; facts.wildcard(pattern, tag)]
	count(matched) > 0
}
