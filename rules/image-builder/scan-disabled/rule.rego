# METADATA
# title: What this pipeline builds is not scanned
# description: >-
#   Image Builder can keep the findings of Amazon Inspector for every AMI that it builds. Where that is off, an AMI with
#   known vulnerabilities is distributed like any other.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ImageScanningConfiguration.html
#   - https://docs.aws.amazon.com/imagebuilder/latest/userguide/integ-inspector.html
# custom:
#   level: warning
#   confidence: medium
#   fix: unsafe
#   selects:
#     resources: ["AWS::ImageBuilder::ImagePipeline"]
#   controls:
#     nist-800-53: [RA-5, SI-2]
#     ssdf: [RV.1.1]
package plimsoll.rules.image_builder.scan_disabled

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

enabled := ["ImageScanningConfiguration", "ImageScanningEnabled"]

# Inspector costs money and must be active in the account, which is why a person must agree. What a container recipe makes
# is in a repository, which scans it or not. With workflows of its own a pipeline may have none that starts a test
# instance, which is what Inspector scans.
deny contains finding.with_suggestion(
	finding.on(id, enabled, message(pipeline)),
	"scan what the pipeline builds",
	[finding.set(facts.at(id, enabled), true)],
) if {
	some id, pipeline in facts.resources("AWS::ImageBuilder::ImagePipeline")
	facts.is_false(facts.property(pipeline, enabled, false))
	facts.property(pipeline, ["Status"], "ENABLED") == "ENABLED"
	facts.absent(pipeline, ["ContainerRecipeArn"])
	facts.absent(pipeline, ["Workflows"])
}

deny contains finding.undecided(facts.at(id, enabled), value) if {
	some id, pipeline in facts.resources("AWS::ImageBuilder::ImagePipeline")
	value := facts.property(pipeline, enabled, false)
	facts.unknown(value)
}

message(pipeline) := sprintf("ImageScanningEnabled is not set, and its default is false: %v", [consequence]) if {
	facts.absent(pipeline, enabled)
} else := sprintf("ImageScanningEnabled is false: %v", [consequence])

consequence := "nobody is told which vulnerabilities an image has"
