# METADATA
# title: This tag is a placeholder
# description: >-
#   A tag such as `TODO` or `changeme` was meant to be replaced. No such image exists, or one that somebody pushed to
#   make the first deployment pass, and that is what runs.
# scope: package
# custom:
#   level: warning
#   confidence: medium
#   selects:
#     images: true
#   options:
#     words:
#       description: The tags that are placeholders, in lower case and with hyphens
#       type: array
#       items: {type: string}
#       uniqueItems: true
#       default: [
#         todo, tbd, fixme, xxx, changeme, change-me, replaceme, replace-me, replace-this, placeholder, dummy, your-tag,
#         image-tag, imagetag, tag-here, insert-tag-here]
#   controls:
#     nist-800-53: [CM-2]
package plimsoll.rules.image.placeholder_tag

import data.plimsoll.lib.finding

deny contains finding.with_level(finding.at(["images", i, "tag"], message), level(image.tag)) if {
	some i, image in input.images
	tag := image.tag.value
	is_string(tag)
	placeholder(tag)
	message := sprintf("the tag %v looks like a placeholder%v: deploy a tag that was pushed", [tag, origin(image.tag)])
}

# With or without the brackets that templates put around what is to be replaced.
placeholder(tag) if {
	word := trim(replace(lower(tag), "_", "-"), "<>[]{}%$-")
	word in input.options.words
}

# A default is often never used.
level(tag) := "info" if {
	tag.origin == "parameter"
} else := "warning"

origin(tag) := sprintf(" (%v)", [tag.because]) if {
	is_string(tag.because)
} else := ""
