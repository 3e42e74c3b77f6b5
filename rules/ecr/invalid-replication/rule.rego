# METADATA
# title: This replication rule cannot match
# description: >-
#   A filter of a replication rule is the beginning of a name, not a pattern: with a `*` in it no repository is
#   replicated, and nobody notices until the other Region is needed.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html
#   - https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_RepositoryFilter.html
# custom:
#   level: error
#   confidence: high
#   selects:
#     resources: ["AWS::ECR::ReplicationConfiguration"]
#   controls:
#     nist-800-53: [CP-9]
package plimsoll.rules.ecr.invalid_replication

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

rules := ["properties", "ReplicationConfiguration", "Rules"]

deny contains finding.on(id, path, message) if {
	some id, replication in facts.resources("AWS::ECR::ReplicationConfiguration")
	some i, rule in facts.elements(replication, rules)
	some j, filter in facts.elements(rule, ["RepositoryFilters"])
	prefix := facts.get(filter, ["Filter"], null)
	is_string(prefix)
	contains(prefix, "*")
	path := ["ReplicationConfiguration", "Rules", i, "RepositoryFilters", j, "Filter"]
	message := sprintf("%v matches no repository: a filter is the beginning of a name, and * is no part of a name", [prefix])
}
