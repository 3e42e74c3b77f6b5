# METADATA
# title: Images are released without their tests
# description: >-
#   With tests switched off Image Builder distributes an image that was never started. What the recipe tests is not
#   known to work.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ImageTestsConfiguration.html
# custom:
#   level: warning
#   confidence: high
#   fix: safe
#   selects:
#     resources: ["AWS::ImageBuilder::ImagePipeline", "AWS::ImageBuilder::Image"]
#   controls:
#     nist-800-53: [SI-2]
package plimsoll.rules.image_builder.tests_disabled

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

enabled := ["ImageTestsConfiguration", "ImageTestsEnabled"]

deny contains finding.with_fix(
	finding.on(id, enabled, "the tests of the recipe are switched off: an image that was never started is distributed"),
	"run the tests of the recipe",
	[finding.set(facts.at(id, enabled), true)],
) if {
	some id, pipeline in facts.resources("AWS::ImageBuilder::ImagePipeline")
	facts.is_false(facts.property(pipeline, enabled, true))
}

# The configuration of an image is create-only: changing it makes another image.
deny contains finding.on(id, enabled, "the tests of the recipe are switched off: this image was never started") if {
	some id, image in facts.resources("AWS::ImageBuilder::Image")
	facts.is_false(facts.property(image, enabled, true))
}
