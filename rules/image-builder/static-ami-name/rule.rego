# METADATA
# title: Every image that is distributed would have the same name
# description: >-
#   The name of a distributed AMI must contain the date of the build. Image Builder refuses a distribution configuration
#   without it.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/imagebuilder/latest/userguide/cr-upd-ami-distribution-settings.html
# custom:
#   level: error
#   confidence: high
#   selects:
#     resources: ["AWS::ImageBuilder::DistributionConfiguration"]
package plimsoll.rules.image_builder.static_ami_name

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

deny contains finding.on(id, path, message) if {
	some id, configuration in facts.resources("AWS::ImageBuilder::DistributionConfiguration")
	some i, distribution in facts.elements(configuration, ["properties", "Distributions"])
	name := facts.get(distribution, ["AmiDistributionConfiguration", "Name"], null)
	is_string(name)
	not contains(name, "imagebuilder:buildDate")
	path := ["Distributions", i, "AmiDistributionConfiguration", "Name"]
	message := sprintf("the name %v lacks the date of the build: add {{ imagebuilder:buildDate }}, or leave the name out", [name])
}
