# METADATA
# title: Images in this repository are not signed
# description: >-
#   A signature tells whoever deploys an image who built it. Without one an image that was pushed with a stolen credential
#   looks like any other.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/managed-signing.html
# custom:
#   level: warning
#   confidence: low
#   enabled: false
#   selects:
#     resources: ["AWS::ECR::Repository"]
#     sees: ["AWS::ECR::SigningConfiguration"]
#     project: ["AWS::ECR::SigningConfiguration"]
#   controls:
#     nist-800-53: [SI-7]
#     slsa: [build-l2]
#     ssdf: [PS.2.1]
package plimsoll.rules.signing.unsigned_images

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding
import data.plimsoll.lib.signing

deny contains finding.at(["resources", id], message) if {
	some id, repository in facts.resources("AWS::ECR::Repository")
	covering := [rule |
		some configuration in facts.everywhere("AWS::ECR::SigningConfiguration")
		some rule in facts.elements(configuration, ["properties", "Rules"])
		signing.may_cover(rule, repository)
	]
	count(covering) == 0
	message := "no signing configuration of this run covers this repository: what is pushed to it is not signed"
}
