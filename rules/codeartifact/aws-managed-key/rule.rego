# METADATA
# title: This domain is encrypted with a key that is not yours
# description: >-
#   Without a key of its own a domain uses one that AWS manages: who may decrypt packages cannot be decided apart from
#   CodeArtifact, and nothing can be withdrawn by disabling the key. The key of a domain cannot be changed later.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/codeartifact/latest/APIReference/API_CreateDomain.html
# custom:
#   level: info
#   confidence: high
#   fix: none
#   selects:
#     resources: ["AWS::CodeArtifact::Domain"]
#   controls:
#     nist-800-53: [SC-12, SC-28]
#   aliases: [CKV_AWS_221]
package plimsoll.rules.codeartifact.aws_managed_key

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

deny contains finding.on(id, ["EncryptionKey"], message(domain)) if {
	some id, domain in facts.resources("AWS::CodeArtifact::Domain")
	facts.property(domain, ["EncryptionKey"], managed) == managed
}

managed := "alias/aws/codeartifact"

message(domain) := sprintf("EncryptionKey is not set: %v", [consequence]) if {
	facts.absent(domain, ["EncryptionKey"])
} else := sprintf("this is the key that AWS manages: %v", [consequence])

consequence := "packages are encrypted with a key of AWS that you can neither restrict nor disable, and it cannot be changed later"
