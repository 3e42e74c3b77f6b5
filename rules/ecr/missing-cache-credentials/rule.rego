# METADATA
# title: This pull-through cache cannot log in upstream
# description: >-
#   Docker Hub, GitHub, GitLab, Azure and Chainguard give images only to whoever logs in. Without a secret, or with one
#   that ECR does not look at, the rule is refused and nothing is cached.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-secret.html
# custom:
#   level: error
#   confidence: high
#   selects:
#     resources: ["AWS::ECR::PullThroughCacheRule"]
package plimsoll.rules.ecr.missing_cache_credentials

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

registries := {"docker-hub", "github-container-registry", "gitlab-container-registry", "azure-container-registry", "chainguard"}

hosts := {"registry-1.docker.io", "ghcr.io", "registry.gitlab.com", "cgr.dev"}

deny contains finding.on(id, ["CredentialArn"], message) if {
	some id, rule in facts.resources("AWS::ECR::PullThroughCacheRule")
	facts.absent(rule, ["CredentialArn"])
	upstream := private(rule)
	message := sprintf("%v asks for credentials: name a secret whose name begins with ecr-pullthroughcache/", [upstream])
}

deny contains finding.on(id, ["CredentialArn"], message) if {
	some id, rule in facts.resources("AWS::ECR::PullThroughCacheRule")
	arn := facts.property(rule, ["CredentialArn"], null)
	is_string(arn)
	contains(arn, ":secret:")
	not contains(arn, ":secret:ecr-pullthroughcache/")
	message := "ECR only reads secrets whose name begins with ecr-pullthroughcache/"
}

# The upstream registry, where it is one that asks for credentials.
private(rule) := registry if {
	registry := facts.property(rule, ["UpstreamRegistry"], null)
	registry in registries
} else := host if {
	url := facts.property(rule, ["UpstreamRegistryUrl"], null)
	is_string(url)
	host := split(trim_prefix(url, "https://"), "/")[0]
	asks(host)
}

asks(host) if host in hosts

asks(host) if endswith(host, ".azurecr.io")
