package plimsoll.lib.ecr_test

import data.plimsoll.lib.ecr

configuration(rules) := {"id": "Scanning", "properties": {"ScanType": "BASIC", "Rules": rules}}

rule(frequency, filters) := {"ScanFrequency": frequency, "RepositoryFilters": [{"Filter": f, "FilterType": "WILDCARD"} | some f in filters]}

generated := ecr.name({"properties": {}})

unknown := {"$unknown": "parameter Name has no default"}

test_a_filter_without_star_means_contains if {
	ecr.filter_matches("prod", "repo-prod-repo")
	not ecr.filter_matches("prod", "dev")
}

test_a_filter_with_star_means_the_whole_name if {
	ecr.filter_matches("prod*", "prod-repo")
	not ecr.filter_matches("prod*", "repo-prod")
	ecr.filter_matches("*", "team/orders")
}

test_a_star_matches_every_name if {
	ecr.filter_matches("*", generated)
	ecr.filter_matches("**", unknown)
	not ecr.filter_matches("prod*", unknown)
}

test_a_generated_name_may_match if {
	ecr.filter_may_match("prod*", generated)
	not ecr.filter_may_match("team/*", generated)
	ecr.filter_may_match("team/*", unknown)
	ecr.filter_may_match(unknown, "orders")
}

test_scans if {
	ecr.scans(configuration([rule("SCAN_ON_PUSH", ["prod-*"])]), "prod-orders")
	ecr.scans(configuration([rule("CONTINUOUS_SCAN", ["dev", "prod-*"])]), "prod-orders")
	not ecr.scans(configuration([rule("MANUAL", ["*"])]), "prod-orders")
	not ecr.scans(configuration([rule("SCAN_ON_PUSH", ["prod-*"])]), "dev")
	not ecr.scans(configuration(unknown), "dev")
	not ecr.scans(configuration("text"), "dev")
}

test_may_scan if {
	ecr.may_scan(configuration(unknown), "dev")
	ecr.may_scan(configuration([unknown]), "dev")
	ecr.may_scan(configuration([{"ScanFrequency": "SCAN_ON_PUSH", "RepositoryFilters": unknown}]), "dev")
	ecr.may_scan(configuration([{"RepositoryFilters": [unknown]}]), "dev")
	ecr.may_scan(configuration([rule(unknown, ["dev"])]), "dev")
	not ecr.may_scan(configuration([rule("MANUAL", ["dev"])]), "dev")
	not ecr.may_scan(configuration([rule("SCAN_ON_PUSH", ["prod"])]), "dev")
	not ecr.may_scan(configuration([]), unknown)
}

project(prefix) := {
	"file": {"path": "a.yaml"},
	"types": {},
	"project": {"types": {"AWS::ECR::PullThroughCacheRule": [{"file": "b.yaml", "id": "Cache", "properties": {"EcrRepositoryPrefix": prefix}}]}},
}

test_cached if {
	ecr.cached("hub/library/alpine") with input as project("hub")
	not ecr.cached("hubs") with input as project("hub")
	not ecr.cached("orders") with input as project("ROOT")
	not ecr.cached(unknown) with input as project("hub")
}

test_may_be_cached if {
	ecr.may_be_cached("orders") == set() with input as project("hub")
	ecr.may_be_cached(generated) == set() with input as project("hub")
	count(ecr.may_be_cached(unknown)) == 1 with input as project("hub")
	count(ecr.may_be_cached("orders")) == 1 with input as project("ROOT")
	count(ecr.may_be_cached(unknown)) == 1 with input as project("ROOT")
	ecr.may_be_cached(generated) == set() with input as project("ROOT")
	count(ecr.may_be_cached("orders")) == 1 with input as project({"$unknown": "r"})
	ecr.may_be_cached({"$unknown": "r", "$text": ["orders-", null]}) == set() with input as project("hub")
}

repository(mutability, patterns) := {"properties": {
	"ImageTagMutability": mutability,
	"ImageTagMutabilityExclusionFilters": [{"ImageTagMutabilityExclusionFilterValue": p} | some p in patterns],
}}

test_fixed if {
	ecr.fixed(repository("IMMUTABLE", []), "prod")
	ecr.fixed(repository("IMMUTABLE_WITH_EXCLUSION", ["dev*"]), "prod")
	ecr.fixed(repository("MUTABLE_WITH_EXCLUSION", ["prod*"]), "prod")
	not ecr.fixed(repository("IMMUTABLE_WITH_EXCLUSION", ["prod*"]), "prod")
	not ecr.fixed(repository("IMMUTABLE_WITH_EXCLUSION", [unknown]), "prod")
	not ecr.fixed(repository("MUTABLE_WITH_EXCLUSION", ["dev*"]), "prod")
	not ecr.fixed({"properties": {}}, "prod")
	not ecr.fixed(repository(unknown, []), "prod")
}

test_may_be_fixed if {
	ecr.may_be_fixed(repository("IMMUTABLE", []), "prod")
	ecr.may_be_fixed(repository("IMMUTABLE_WITH_EXCLUSION", [unknown]), "prod")
	ecr.may_be_fixed(repository("MUTABLE_WITH_EXCLUSION", [unknown]), "prod")
	ecr.may_be_fixed(repository(unknown, []), "prod")
	not ecr.may_be_fixed(repository("IMMUTABLE_WITH_EXCLUSION", ["prod*"]), "prod")
	not ecr.may_be_fixed(repository("MUTABLE_WITH_EXCLUSION", ["dev*"]), "prod")
	not ecr.may_be_fixed({"properties": {}}, "prod")
}
