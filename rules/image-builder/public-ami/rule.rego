# METADATA
# title: This distribution gives the image to everybody
# description: >-
#   A launch permission for the group `all` makes the AMI public, with every file and secret that the build left in it.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_LaunchPermissionConfiguration.html
# custom:
#   level: error
#   confidence: high
#   selects:
#     resources: ["AWS::ImageBuilder::DistributionConfiguration"]
#   controls:
#     nist-800-53: [AC-3, AC-6]
package plimsoll.rules.image_builder.public_ami

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

groups := ["AmiDistributionConfiguration", "LaunchPermissionConfiguration", "UserGroups"]

deny contains finding.on(id, array.concat(["Distributions", i], array.concat(groups, [j])), message) if {
	some id, configuration in facts.resources("AWS::ImageBuilder::DistributionConfiguration")
	some i, distribution in facts.elements(configuration, ["properties", "Distributions"])
	some j, group in facts.elements(distribution, groups)
	group == "all"
	message := "everybody may launch this image and read what is in it: name accounts or an organization instead"
}
