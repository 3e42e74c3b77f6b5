# METADATA
# title: This signing rule is for no repository
# description: >-
#   ECR signs what is pushed to repositories whose names match a filter. A filter with a mistake matches none, and images
#   go out unsigned without a word.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/managed-signing.html
#   - https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutSigningConfiguration.html
# custom:
#   level: warning
#   confidence: medium
#   selects:
#     resources: ["AWS::ECR::SigningConfiguration"]
#     sees: ["AWS::ECR::Repository"]
#     project: ["AWS::ECR::Repository"]
#   controls:
#     nist-800-53: [SI-7]
#     ssdf: [PS.2.1]
package plimsoll.rules.signing.unmatched_configuration

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding
import data.plimsoll.lib.signing

deny contains finding.on(id, ["Rules", i, "RepositoryFilters"], message) if {
	some id, configuration in facts.resources("AWS::ECR::SigningConfiguration")
	some i, rule in facts.elements(configuration, ["properties", "Rules"])
	facts.known(rule)
	filters := facts.elements(rule, ["RepositoryFilters"])
	count(filters) > 0
	repositories := facts.everywhere("AWS::ECR::Repository")
	count(repositories) > 0
	matched := [repository | some repository in repositories; signing.may_cover(rule, repository)]
	count(matched) == 0
	known := {name | some repository in repositories; name := facts.property(repository, ["RepositoryName"], ""); is_string(name)}
	names := concat(", ", sort(known))
	message := sprintf("these filters match no repository here, so none of them is signed by this rule: %v", [names])
}
