package plimsoll.rules.ecr.mutable_tags_test

import data.plimsoll.rules.ecr.mutable_tags

repository(properties) := {
	"file": {"path": "a.yaml"},
	"types": {"AWS::ECR::Repository": {"Repo": {"properties": properties}}},
	"project": {"types": {"AWS::ECR::PullThroughCacheRule": [{"file": "b.yaml", "id": "Cache", "properties": {"EcrRepositoryPrefix": "hub"}}]}},
}

with_filters(mutability, patterns) := repository({
	"ImageTagMutability": mutability,
	"ImageTagMutabilityExclusionFilters": [{"ImageTagMutabilityExclusionFilterValue": p} | some p in patterns],
})

messages := {f.message | some f in mutable_tags.deny}

reasons := {f.undecided | some f in mutable_tags.deny}

test_absent if count(messages) == 1 with input as repository({})

test_mutable if {
	found := mutable_tags.deny with input as repository({"ImageTagMutability": "MUTABLE"})
	some one in found
	one.at == ["resources", "Repo", "properties", "ImageTagMutability"]
	one.fix == {
		"title": "make tags immutable",
		"safe": false,
		"edits": [{"set": ["resources", "Repo", "properties", "ImageTagMutability"], "value": "IMMUTABLE"}],
	}
}

test_immutable if mutable_tags.deny == set() with input as repository({"ImageTagMutability": "IMMUTABLE"})

test_immutable_with_exclusion if mutable_tags.deny == set() with input as with_filters("IMMUTABLE_WITH_EXCLUSION", ["latest"])

test_mutable_with_exclusion if {
	found := mutable_tags.deny with input as with_filters("MUTABLE_WITH_EXCLUSION", ["v*", "release-*"])
	some one in found
	one.message == "tags can be overwritten, except those like v*, release-*"
	not one.fix
}

test_all_excluded if mutable_tags.deny == set() with input as with_filters("MUTABLE_WITH_EXCLUSION", ["v*", "*"])

test_unknown_exclusion if reasons == {"r"} with input as with_filters("MUTABLE_WITH_EXCLUSION", ["v*", {"$unknown": "r"}])

test_unknown if {
	mutable_tags.deny == {{
		"at": ["resources", "Repo", "properties", "ImageTagMutability"],
		"undecided": "no default",
	}} with input as repository({"ImageTagMutability": {"$unknown": "no default"}})
}

test_a_spread if {
	found := mutable_tags.deny with input as repository({"$unknown": "spread"})
	every one in found {
		one.undecided
	}
	count(found) == 1
}

test_a_value_that_is_none_of_ours if mutable_tags.deny == set() with input as repository({"ImageTagMutability": "immutable"})

test_a_cache if mutable_tags.deny == set() with input as repository({"RepositoryName": "hub/library/alpine"})

test_not_a_cache if count(messages) == 1 with input as repository({"RepositoryName": "hubble"})

test_perhaps_a_cache if {
	reasons == {"no default"} with input as repository({"RepositoryName": {"$unknown": "no default"}})
}

test_perhaps_a_cache_but_immutable if {
	mutable_tags.deny == set() with input as repository({"RepositoryName": {"$unknown": "r"}, "ImageTagMutability": "IMMUTABLE"})
}
