# METADATA
# title: This registry scanning configuration cannot scan
# description: >-
#   Continuous scanning is part of enhanced scanning only, and enhanced scanning without a rule scans nothing at all.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_RegistryScanningRule.html
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-filters.html
# custom:
#   level: error
#   confidence: high
#   selects:
#     resources: ["AWS::ECR::RegistryScanningConfiguration"]
#   controls:
#     security-hub: [ECR.1]
package plimsoll.rules.ecr.invalid_registry_scanning

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

deny contains finding.on(id, ["Rules", i, "ScanFrequency"], message) if {
	some id, scanning in facts.resources("AWS::ECR::RegistryScanningConfiguration")
	facts.property(scanning, ["ScanType"], null) == "BASIC"
	some i, rule in facts.elements(scanning, ["properties", "Rules"])
	facts.get(rule, ["ScanFrequency"], null) == "CONTINUOUS_SCAN"
	message := "basic scanning knows no CONTINUOUS_SCAN: use SCAN_ON_PUSH, or ScanType ENHANCED"
}

deny contains finding.with_level(finding.on(id, ["Rules"], message), "warning") if {
	some id, scanning in facts.resources("AWS::ECR::RegistryScanningConfiguration")
	facts.property(scanning, ["ScanType"], null) == "ENHANCED"
	facts.property(scanning, ["Rules"], []) == []
	message := "enhanced scanning without rules scans nothing, whatever ScanOnPush of a repository says"
}
