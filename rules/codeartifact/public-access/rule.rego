# METADATA
# title: Anyone with an AWS account may use these packages
# description: >-
#   A policy that allows every principal without a condition lets any AWS account read your packages, or publish into
#   what your builds install from.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/codeartifact/latest/ug/repo-policies.html
#   - https://docs.aws.amazon.com/codeartifact/latest/ug/domain-policies.html
# custom:
#   level: error
#   confidence: high
#   selects:
#     resources: ["AWS::CodeArtifact::Repository", "AWS::CodeArtifact::Domain"]
#   controls:
#     nist-800-53: [AC-3, AC-6]
package plimsoll.rules.codeartifact.public_access

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding
import data.plimsoll.lib.policy

deny contains finding.on(id, array.concat(["PermissionsPolicyDocument"], at), message) if {
	some type in ["AWS::CodeArtifact::Repository", "AWS::CodeArtifact::Domain"]
	some id, resource in facts.resources(type)
	some at, statement in policy.statements(facts.property(resource, ["PermissionsPolicyDocument"], {}))
	policy.allows_everyone(statement)
	message := sprintf("this policy allows %v to every AWS account: name the accounts, or ask for aws:PrincipalOrgID", [policy.what(statement)])
}
