package plimsoll.rules.PACKAGE_test

import data.plimsoll.rules.PACKAGE.deny

resource(properties) := {"resources": {"One": {"resourceType": "RESOURCE_TYPE", "properties": properties}}}

test_no_tags_are_denied if {
	found := deny with input as resource({})
	count(found) == 1
	some one in found
	one.at == ["resources", "One", "properties", "Tags"]
}

test_tags_pass if deny == set() with input as resource({"Tags": [{"Key": "Owner", "Value": "orders"}]})

test_what_is_not_known_is_undecided if {
	found := deny with input as resource({"Tags": {"$unknown": "parameter Tags has no default"}})
	found == {{"at": ["resources", "One", "properties", "Tags"], "undecided": "parameter Tags has no default"}}
}
