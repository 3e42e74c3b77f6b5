# METADATA
# title: The volumes of this image are not encrypted
# description: >-
#   An AMI consists of snapshots. Where they are not encrypted, whoever may share or copy one reads everything that was
#   built into the image, and the volumes of the machines that are launched from it are not encrypted either.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_EbsInstanceBlockDeviceSpecification.html
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AMIEncryption.html
# custom:
#   level: warning
#   confidence: medium
#   fix: none
#   selects:
#     resources: ["AWS::ImageBuilder::ImageRecipe"]
#     sees: ["AWS::ImageBuilder::ImagePipeline", "AWS::ImageBuilder::DistributionConfiguration"]
#     project: ["AWS::ImageBuilder::ImagePipeline", "AWS::ImageBuilder::DistributionConfiguration"]
#   controls:
#     nist-800-53: [SC-28]
#   aliases: [CKV_AWS_200]
package plimsoll.rules.image_builder.unencrypted_volume

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

deny contains finding.with_level(finding.on(volume.id, volume.path, fault.message), fault.level) if {
	some volume in volumes
	count(encrypting(volume.id)) == 0
	fault := judge(volume.ebs)
}

deny contains finding.undecided(facts.at(volume.id, volume.path), {"$unknown": reason}) if {
	some volume in volumes
	judge(volume.ebs)
	some name in encrypting(volume.id)
	reason := sprintf("%v may encrypt what is distributed with a key of its own", [name])
}

deny contains finding.undecided(facts.at(volume.id, volume.path), value) if {
	some volume in volumes
	value := facts.get(volume.ebs, ["Encrypted"], null)
	facts.unknown(value)
}

volumes := [{"id": id, "ebs": ebs, "path": ["BlockDeviceMappings", i, "Ebs", "Encrypted"]} |
	some id, recipe in facts.resources("AWS::ImageBuilder::ImageRecipe")
	some i, mapping in facts.elements(recipe, ["properties", "BlockDeviceMappings"])
	ebs := facts.get(mapping, ["Ebs"], null)
	is_object(ebs)
]

# What is not written is decided by the account and by the parent image, and mostly comes out unencrypted.
judge(ebs) := {"level": "warning", "message": "this volume is not encrypted, and neither are the machines that are launched from the image"} if {
	facts.is_false(facts.get(ebs, ["Encrypted"], null))
} else := {"level": "info", "message": "Encrypted is not set: this volume is encrypted only where the account or the parent image sees to it"} if {
	facts.known(ebs)
	facts.get(ebs, ["Encrypted"], null) == null
	facts.get(ebs, ["KmsKeyId"], null) == null
}

# The distributions that copy what this recipe makes under a key, for all that is known.
encrypting(id) := {configuration.id |
	some configuration in with_key
	may_distribute(configuration, id)
}

with_key := {configuration |
	some configuration in facts.everywhere("AWS::ImageBuilder::DistributionConfiguration")
	some distribution in facts.elements(configuration, ["properties", "Distributions"])
	key := facts.get(distribution, ["AmiDistributionConfiguration", "KmsKeyId"], null)
	key != null
}

may_distribute(configuration, _) if configuration.file == input.file.path

may_distribute(configuration, id) if {
	some pipeline in facts.everywhere("AWS::ImageBuilder::ImagePipeline")
	recipe := facts.property(pipeline, ["ImageRecipeArn"], null)
	may_refer(recipe, {"file": input.file.path, "id": id})
	distribution := facts.property(pipeline, ["DistributionConfigurationArn"], null)
	may_refer(distribution, configuration)
}

# A reference to this resource, or something that may be its ARN.
may_refer(value, resource) if {
	value["$ref"].id == resource.id
	value["$ref"].file == resource.file
}

may_refer(value, _) if {
	facts.unknown(value)
	not value["$ref"]
}
