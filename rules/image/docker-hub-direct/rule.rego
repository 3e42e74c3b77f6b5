# METADATA
# title: This image is pulled from Docker Hub directly
# description: >-
#   Docker Hub limits pulls by address or account. A build or a task that starts at the wrong time gets no image, and in a
#   subnet without a way to the internet it never does.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
#   - https://docs.docker.com/docker-hub/usage/pulls/
# custom:
#   level: info
#   confidence: high
#   enabled: false
#   fix: none
#   selects:
#     images: true
#     sees: ["AWS::ECR::PullThroughCacheRule"]
#     project: ["AWS::ECR::PullThroughCacheRule"]
#   controls:
#     nist-800-53: [SR-3]
package plimsoll.rules.image.docker_hub_direct

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

deny contains finding.at(["images", i], message) if {
	some i, image in input.images
	facts.is(image.registry.kind, "docker-hub")
	message := sprintf("%v is pulled from Docker Hub, which limits pulls: take it through %v", [image.text, cache])
}

# The pull-through cache of the run, where there is one.
cache := sprintf("the pull-through cache %v/", [min(prefixes)]) if {
	count(prefixes) > 0
} else := "a pull-through cache, or from a repository of your own"

prefixes := {prefix |
	some rule in facts.everywhere("AWS::ECR::PullThroughCacheRule")
	hub(rule)
	prefix := facts.property(rule, ["EcrRepositoryPrefix"], null)
	is_string(prefix)
	prefix != "ROOT"
}

hub(rule) if facts.property(rule, ["UpstreamRegistry"], null) == "docker-hub"

hub(rule) if {
	url := facts.property(rule, ["UpstreamRegistryUrl"], null)
	is_string(url)
	trim_prefix(url, "https://") == "registry-1.docker.io"
}
