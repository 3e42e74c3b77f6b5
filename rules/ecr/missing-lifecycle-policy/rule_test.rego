package plimsoll.rules.ecr.missing_lifecycle_policy_test

import data.plimsoll.rules.ecr.missing_lifecycle_policy as rule

repository(properties) := {"types": {"AWS::ECR::Repository": {"Repo": {"properties": properties}}}}

path := ["resources", "Repo", "properties", "LifecyclePolicy", "LifecyclePolicyText"]

test_absent if {
	found := rule.deny with input as repository({})
	some one in found
	one.at == path
	startswith(one.message, "no lifecycle policy")
}

# ECR takes texts of 100 to 30,720 characters.
test_the_suggested_policy_is_long_enough if {
	found := rule.deny with input as repository({})
	some one in found
	one.fix.safe == false
	count(one.fix.edits[0].value) >= 100
}

test_a_policy_without_text if {
	found := rule.deny with input as repository({"LifecyclePolicy": {"RegistryId": "123456789012"}})
	some one in found
	contains(one.message, "has no LifecyclePolicyText")
}

test_present if rule.deny == set() with input as repository({"LifecyclePolicy": {"LifecyclePolicyText": "{}"}})

test_a_text_with_holes if {
	rule.deny == set() with input as repository({"LifecyclePolicy": {"LifecyclePolicyText": {"$unknown": "r", "$text": ["{", null]}}})
}

test_unknown if {
	rule.deny == {{"at": path, "undecided": "r"}} with input as repository({"LifecyclePolicy": {"$unknown": "r"}})
}

test_a_spread if rule.deny == {{"at": path, "undecided": "r"}} with input as repository({"$unknown": "r"})
