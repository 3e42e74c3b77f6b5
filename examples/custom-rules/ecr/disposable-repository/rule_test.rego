package plimsoll.rules.ecr.disposable_repository_test

import data.plimsoll.rules.ecr.disposable_repository.deny

repository(policy) := {"constructs": [{"api": "aws_ecr.Repository", "arguments": {"removalPolicy": policy}}]}

test_destroy_is_denied if {
	found := deny with input as repository({"api": "RemovalPolicy.DESTROY"})
	count(found) == 1
	some one in found
	one.at == ["constructs", 0, "arguments", "removalPolicy"]
}

test_other_policies_pass if deny == set() with input as repository({"api": "RemovalPolicy.RETAIN"})

test_no_policy_passes if deny == set() with input as {"constructs": [{"api": "aws_ecr.Repository", "arguments": {}}]}

test_what_is_not_known_is_undecided if {
	found := deny with input as repository({"$unknown": "given when the app runs"})
	found == {{"at": ["constructs", 0, "arguments", "removalPolicy"], "undecided": "given when the app runs"}}
}
