# METADATA
# title: How ECR treats a repository
# description: |
#   Names and what covers them: the filters of registry scanning, pull-through caches, and the filters that exempt tags
#   from (im)mutability. Every pair `…` and `may_…` answers "certainly" and "for all that is known".
package plimsoll.lib.ecr

import data.plimsoll.lib.facts

generated := "CloudFormation generates the name"

# The name of a declared repository; a name that CloudFormation generates is an unknown.
name(repository) := facts.property(repository, ["RepositoryName"], {"$unknown": generated})

generates(name) if name["$unknown"] == generated

# Registry scanning: a filter without `*` matches every name that contains it; with `*` the whole name must match.
filter_matches(filter, _) if {
	is_string(filter)
	regex.match(`^[*]+$`, filter)
}

filter_matches(filter, name) if {
	is_string(filter)
	is_string(name)
	contains(filter, "*")
	facts.wildcard(filter, name)
}

filter_matches(filter, name) if {
	is_string(filter)
	is_string(name)
	not contains(filter, "*")
	contains(name, filter)
}

filter_may_match(filter, name) if filter_matches(filter, name)

filter_may_match(filter, _) if facts.unknown(filter)

# A generated name holds no `/`.
filter_may_match(filter, name) if {
	is_string(filter)
	facts.unknown(name)
	not impossible(filter, name)
}

impossible(filter, name) if {
	generates(name)
	contains(filter, "/")
}

# A registry scanning configuration that certainly scans what is pushed to a repository of this name.
scans(configuration, name) if {
	some rule in facts.elements(configuration, ["properties", "Rules"])
	facts.get(rule, ["ScanFrequency"], "SCAN_ON_PUSH") in {"SCAN_ON_PUSH", "CONTINUOUS_SCAN"}
	some filter in facts.elements(rule, ["RepositoryFilters"])
	filter_matches(facts.get(filter, ["Filter"], null), name)
}

may_scan(configuration, name) if {
	some rule in facts.elements(configuration, ["properties", "Rules"])
	frequency := facts.get(rule, ["ScanFrequency"], "SCAN_ON_PUSH")
	frequency != "MANUAL"
	some filter in facts.elements(rule, ["RepositoryFilters"])
	filter_may_match(facts.get(filter, ["Filter"], null), name)
}

# The pull-through cache rules of the project, gathered once for all repositories of a file.
caches := facts.everywhere("AWS::ECR::PullThroughCacheRule")

# A repository of this name is filled by a pull-through cache rule of the project.
cached(name) if {
	is_string(name)
	some rule in caches
	prefix := facts.property(rule, ["EcrRepositoryPrefix"], null)
	is_string(prefix)
	prefix != "ROOT"
	startswith(name, concat("", [prefix, "/"]))
}

# Why a repository of this name may be a cache: each reason is an unknown.
may_be_cached(name) := {reason |
	some rule in caches
	prefix := facts.property(rule, ["EcrRepositoryPrefix"], null)
	reason := doubt(rule, prefix, name)
}

doubt(_, prefix, _) := prefix if facts.unknown(prefix)

doubt(rule, prefix, name) := {"$unknown": sprintf("pull-through cache rule %v applies to every repository", [rule.id])} if {
	prefix == "ROOT"
	not generates(name)
}

doubt(_, prefix, name) := name if {
	is_string(prefix)
	prefix != "ROOT"
	facts.unknown(name)
	not generates(name)
	facts.may_start(name, concat("", [prefix, "/"]))
}

# The patterns of the tags that ImageTagMutability does not speak for; a pattern that cannot be known is an unknown.
exempt(repository) := [pattern |
	some filter in facts.elements(repository, ["properties", "ImageTagMutabilityExclusionFilters"])
	pattern := facts.get(filter, ["ImageTagMutabilityExclusionFilterValue"], "")
]

mutability(repository) := facts.property(repository, ["ImageTagMutability"], "MUTABLE")

# A tag of this name can certainly be pushed only once.
fixed(repository, _) if mutability(repository) == "IMMUTABLE"

fixed(repository, tag) if {
	mutability(repository) == "IMMUTABLE_WITH_EXCLUSION"
	every pattern in exempt(repository) {
		not facts.wildcard_may(pattern, tag)
	}
}

fixed(repository, tag) if {
	mutability(repository) == "MUTABLE_WITH_EXCLUSION"
	some pattern in exempt(repository)
	facts.wildcard(pattern, tag)
}

may_be_fixed(repository, tag) if fixed(repository, tag)

may_be_fixed(repository, _) if {
	value := mutability(repository)
	facts.unknown(value)
}

may_be_fixed(repository, tag) if {
	mutability(repository) == "IMMUTABLE_WITH_EXCLUSION"
	every pattern in exempt(repository) {
		not facts.wildcard(pattern, tag)
	}
}

may_be_fixed(repository, tag) if {
	mutability(repository) == "MUTABLE_WITH_EXCLUSION"
	some pattern in exempt(repository)
	facts.wildcard_may(pattern, tag)
}
