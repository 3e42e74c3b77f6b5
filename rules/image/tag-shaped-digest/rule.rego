# METADATA
# title: This digest is written as a tag
# description: >-
#   A digest stands behind `@`. Behind `:` it is a tag, and a tag holds no second colon: the reference is invalid and the
#   image cannot be pulled.
# scope: package
# related_resources:
#   - https://docs.docker.com/reference/cli/docker/image/pull/#pull-an-image-by-digest-immutable-identifier
# custom:
#   level: error
#   confidence: high
#   selects:
#     images: true
#   controls:
#     nist-800-53: [CM-2]
package plimsoll.rules.image.tag_shaped_digest

import data.plimsoll.lib.finding

deny contains finding.at(["images", i, "tag"], message) if {
	some i, image in input.images
	startswith(start(image.tag), "sha256:")
	message := sprintf("%v is no valid reference: a digest stands behind @, as in @sha256:…", [image.text])
}

# What a tag begins with, as far as it is known.
start(tag) := tag.value if {
	is_string(tag.value)
} else := tag["$text"][0] if {
	is_string(tag["$text"][0])
}
