# METADATA
# title: This image is not named by its digest
# description: >-
#   A tag names an image that can be replaced; a digest is the image. Where everything that is deployed has to be named by
#   what was built and tested, no tag will do.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/docker-pull-ecr-image.html
#   - https://slsa.dev/spec/v1.0/verifying-artifacts
# custom:
#   level: error
#   confidence: high
#   enabled: false
#   fix: none
#   selects:
#     images: true
#     sees: ["AWS::Serverless::Function"]
#   controls:
#     nist-800-53: [CM-2, SI-7]
#     ssdf: [PS.2.1, PW.4.1]
package plimsoll.rules.image.missing_digest

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

# References that AWS or the CDK toolkit keep in order by themselves.
managed := {"asset", "codebuild", "image-builder", "lightsail"}

deny contains finding.at(["images", i, "digest"], message) if {
	some i, image in input.images
	image.digest == null
	image.text != ""
	kind := image.registry.kind
	is_string(kind)
	not kind in managed
	not built(image)
	message := sprintf("%v is named without a digest: name what was tested, as in %v@sha256:…", [shown(image), named(image)])
}

deny contains finding.undecided(["images", i, "digest"], image.digest) if {
	some i, image in input.images
	facts.unknown(image.digest)
}

# SAM builds this image and writes where it pushed it into the template that is deployed.
built(image) if {
	function := facts.resources("AWS::Serverless::Function")[image.owner]
	some key in ["DockerContext", "Dockerfile"]
	function.metadata[key]
}

built(image) if {
	function := facts.resources("AWS::Serverless::Function")[image.owner]
	facts.unknown(function.metadata)
}

# A reference as it is written, where that is short enough to be read.
shown(image) := image.text if {
	count(image.text) <= 60
} else := "this image"

named(image) := last if {
	is_string(image.repository.name)
	steps := split(image.repository.name, "/")
	last := steps[count(steps) - 1]
} else := "app"
