# METADATA
# title: ECR creates repositories here without any setting
# description: >-
#   Replication and pull-through caches create repositories by themselves, with the defaults of the service: no lifecycle
#   policy, mutable tags, no policy of who may pull. Only a repository creation template says otherwise.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates.html
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html
# custom:
#   level: info
#   confidence: medium
#   fix: none
#   selects:
#     resources: ["AWS::ECR::ReplicationConfiguration", "AWS::ECR::PullThroughCacheRule"]
#     sees: ["AWS::ECR::RepositoryCreationTemplate"]
#     project: ["AWS::ECR::RepositoryCreationTemplate"]
#   controls:
#     security-hub: [ECR.2, ECR.3]
#     nist-800-53: [CM-2]
package plimsoll.rules.ecr.uncovered_created_repositories

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

deny contains finding.at(["resources", id], message) if {
	some id, rule in facts.resources("AWS::ECR::PullThroughCacheRule")
	prefix := facts.property(rule, ["EcrRepositoryPrefix"], null)
	is_string(prefix)
	templates := [template.id | some template in for_scenario("PULL_THROUGH_CACHE"); may_cover(template, prefix)]
	count(templates) == 0
	message := sprintf("what is cached below %v gets repositories without a lifecycle policy: no creation template in these files covers them", [below(prefix)])
}

# The template must be in the registry that images are replicated to; one of the run may be deployed there.
deny contains finding.at(["resources", id], message) if {
	some id, configuration in facts.resources("AWS::ECR::ReplicationConfiguration")
	rules := facts.elements(configuration, ["properties", "ReplicationConfiguration", "Rules"])
	certain := [rule | some rule in rules; is_object(rule); facts.known(rule)]
	count(certain) > 0
	count(for_scenario("REPLICATION")) == 0
	message := "what is replicated gets repositories with mutable tags and without a lifecycle policy: no creation template in these files is for replication"
}

# The templates that are, or may be, for what creates a repository.
for_scenario(scenario) := [template |
	some template in facts.everywhere("AWS::ECR::RepositoryCreationTemplate")
	may_apply(template, scenario)
]

may_apply(template, scenario) if {
	some applied in facts.elements(template, ["properties", "AppliedFor"])
	applied == scenario
}

may_apply(template, _) if {
	some applied in facts.elements(template, ["properties", "AppliedFor"])
	facts.unknown(applied)
}

# A prefix stands for what is below it; ROOT for what no other template is for.
may_cover(template, prefix) if {
	own := facts.property(template, ["Prefix"], null)
	covers(own, prefix)
}

covers(own, _) if facts.unknown(own)

covers(own, _) if own == "ROOT"

covers(own, prefix) if own == prefix

covers(own, prefix) if {
	is_string(own)
	startswith(prefix, concat("", [own, "/"]))
}

below(prefix) := "this registry" if {
	prefix == "ROOT"
} else := sprintf("%v/", [prefix])
