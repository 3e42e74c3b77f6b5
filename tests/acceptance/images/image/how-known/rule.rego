# METADATA
# title: How far this image reference is known
# description: Not a fault; `tests/acceptance/images.py` counts these.
# scope: package
# custom:
#   level: info
#   confidence: high
#   selects: {images: true}
package plimsoll.rules.image.how_known

import data.plimsoll.lib.finding

deny contains finding.at(["images", i], sprintf("%v: %v", [answer, image.text])) if {
	some i, image in input.images
	answer := known(image)
}

known(image) := "known, an asset" if {
	image.registry.kind == "asset"
} else := "known, with a digest" if {
	image.digest != null
} else := "known, without a tag" if {
	image.tag == null
} else := "known, with a tag" if {
	image.tag.value
} else := sprintf("unknown, %v", [image.tag["$unknown"]])
