# METADATA
# title: This image of somebody else is pinned by a tag only
# description: >-
#   Whoever publishes an image can publish another one under the same version. Only a digest names what was tested.
# scope: package
# related_resources:
#   - https://docs.docker.com/build/building/best-practices/#pin-base-image-versions
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
# custom:
#   level: info
#   confidence: high
#   selects:
#     images: true
#   controls:
#     nist-800-53: [CM-2, SR-3]
#     ssdf: [PW.4.1]
package plimsoll.rules.image.unpinned_third_party

import data.plimsoll.lib.finding
import data.plimsoll.lib.tags

# Registries in which others publish.
public := {"docker-hub", "ecr-public"}

# Hosts in which others publish beside them.
public_hosts := {"docker.io", "ghcr.io", "quay.io", "registry.k8s.io", "k8s.gcr.io", "gcr.io", "mcr.microsoft.com", "registry.gitlab.com", "cgr.dev", "lscr.io", "docker.elastic.co", "nvcr.io", "registry.access.redhat.com"}

deny contains finding.at(["images", i, "tag"], message) if {
	some i, image in input.images
	elsewhere(image.registry)
	image.digest == null
	tag := image.tag.value
	versioned(tag)
	message := sprintf("%v is pinned by a tag only, which its publisher can give to another image: add a digest", [image.text])
}

elsewhere(registry) if registry.kind in public

elsewhere(registry) if {
	registry.kind == "other"
	registry.host in public_hosts
}

# A version, a date, a commit. What moves by itself is the matter of image/mutable-tag.
versioned(tag) if {
	some part in tags.parts(tag)
	tags.written_once(part)
	not moves(tag)
}

moves(tag) if tags.word(tag, [])

moves(tag) if tags.major(tag)
