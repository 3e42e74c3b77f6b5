# METADATA
# title: Anyone with an AWS account may use this repository
# description: >-
#   A policy that allows every principal without a condition lets any AWS account do what it allows: read images with
#   what is in them, or push their own.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html
# custom:
#   level: error
#   confidence: high
#   selects:
#     resources: ["AWS::ECR::Repository", "AWS::ECR::RegistryPolicy"]
#   controls:
#     nist-800-53: [AC-3, AC-6]
#   aliases: [CKV_AWS_32, AWS-0032, AwsSolutions-ECR1]
package plimsoll.rules.ecr.public_access

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding
import data.plimsoll.lib.policy

# Where each type keeps its policy.
policies := {"AWS::ECR::Repository": "RepositoryPolicyText", "AWS::ECR::RegistryPolicy": "PolicyText"}

deny contains finding.on(id, array.concat([name], at), message) if {
	some type, name in policies
	some id, resource in facts.resources(type)
	some at, statement in policy.statements(facts.property(resource, [name], {}))
	policy.allows_everyone(statement)
	message := sprintf("this policy allows %v to every AWS account: name the accounts, or ask for aws:PrincipalOrgID", [policy.what(statement)])
}
