# METADATA
# title: This repository is encrypted with a key that is not yours
# description: >-
#   Without a key of its own a repository uses one of the service: who may decrypt images cannot be decided apart from ECR,
#   and nothing can be withdrawn by disabling the key. Encryption cannot be changed later.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html
# custom:
#   level: info
#   confidence: high
#   fix: none
#   selects:
#     resources: ["AWS::ECR::Repository"]
#   controls:
#     security-hub: [ECR.5]
#     nist-800-53: [SC-12, SC-28]
#   aliases: [CKV_AWS_136, AWS-0033]
package plimsoll.rules.ecr.aws_managed_key

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

encryption := ["EncryptionConfiguration", "EncryptionType"]

key := ["EncryptionConfiguration", "KmsKey"]

deny contains finding.on(id, encryption, message) if {
	some id, repository in facts.resources("AWS::ECR::Repository")
	facts.property(repository, encryption, "AES256") == "AES256"
	message := sprintf("%v: %v", [type(repository), consequence])
}

deny contains finding.on(id, key, message) if {
	some id, repository in facts.resources("AWS::ECR::Repository")
	facts.property(repository, encryption, "AES256") in {"KMS", "KMS_DSSE"}
	facts.property(repository, key, managed) == managed
	message := sprintf("this is the key that AWS manages: %v", [consequence])
}

managed := "alias/aws/ecr"

type(repository) := "EncryptionType is not set, and its default is AES256" if {
	facts.absent(repository, encryption)
} else := "EncryptionType is AES256"

consequence := "images are encrypted with a key of AWS that you can neither restrict nor disable, and it cannot be changed later"
