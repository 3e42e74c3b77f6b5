# METADATA
# title: This registry policy is no policy
# description: >-
#   A registry policy says who may replicate into the registry. Scanning rules in it are refused, so nothing is scanned
#   that was meant to be.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ecr-registryscanningconfiguration.html
#   - https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ecr-registrypolicy.html
# custom:
#   level: error
#   confidence: high
#   selects:
#     resources: ["AWS::ECR::RegistryPolicy"]
#   controls:
#     security-hub: [ECR.1]
package plimsoll.rules.ecr.misplaced_scanning_configuration

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

scanning := {"rules", "Rules", "scanType", "ScanType", "scanFrequency", "ScanFrequency"}

deny contains finding.on(id, ["PolicyText", key], message) if {
	some id, registry in facts.resources("AWS::ECR::RegistryPolicy")
	policy := facts.property(registry, ["PolicyText"], {})
	is_object(policy)
	facts.known(policy)
	object.get(policy, "Statement", null) == null
	keys := sort([key | some key, _ in policy; key in scanning])
	key := keys[0]
	message := sprintf("%v is no part of a policy: scanning is set by AWS::ECR::RegistryScanningConfiguration", [key])
}
