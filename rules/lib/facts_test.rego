package plimsoll.lib.facts_test

import data.plimsoll.lib.facts

repository := {"properties": {
	"ImageTagMutability": "MUTABLE",
	"ImageScanningConfiguration": {"$unknown": "parameter Scan has no default"},
	"Open": {"A": false, "$unknown": "spread of common"},
}}

test_get_a_known_value if facts.property(repository, ["ImageTagMutability"], "x") == "MUTABLE"

test_get_false_is_a_value if facts.property(repository, ["Open", "A"], true) == false

test_get_an_absent_value if facts.property(repository, ["LifecyclePolicy"], "x") == "x"

test_get_an_absent_value_deep_below if facts.property(repository, ["A", "B", "C", "D", "E", "F"], "x") == "x"

test_get_null_is_absent if facts.get({"A": null}, ["A"], "x") == "x"

test_get_through_an_unknown if {
	value := facts.property(repository, ["ImageScanningConfiguration", "ScanOnPush"], false)
	value == {"$unknown": "parameter Scan has no default"}
}

test_get_through_an_unknown_deep_below if {
	node := {"A": {"B": {"C": {"D": {"E": {"F": {"$unknown": "deep"}}}}}}}
	value := facts.get(node, ["A", "B", "C", "D", "E", "F", "G"], false)
	value == {"$unknown": "deep"}
}

test_get_beside_a_spread if facts.unknown(facts.property(repository, ["Open", "B"], false))

test_get_through_a_text_accuses_nobody if {
	value := facts.property(repository, ["ImageTagMutability", "B"], "x")
	value["$unknown"] == "ImageTagMutability is not an object"
}

test_get_below_a_text_accuses_nobody if facts.unknown(facts.get("text", ["A"], "x"))

test_get_through_an_array if facts.get({"a": [{"b": 7}]}, ["a", 0, "b"], 0) == 7

test_elements if {
	facts.elements({"A": [1]}, ["A"]) == [1]
	facts.elements({}, ["A"]) == []
	facts.elements({"A": "text"}, ["A"]) == []
	facts.elements({"A": {"$unknown": "r"}}, ["A"]) == [{"$unknown": "r"}]
}

test_properties_unknown_as_a_whole if {
	facts.unknown(facts.property({"properties": {"$unknown": "Fn::Transform"}}, ["A", "B"], false))
}

test_absent if facts.absent(repository, ["LifecyclePolicy"])

test_unknown_is_not_absent if not facts.absent(repository, ["ImageScanningConfiguration", "ScanOnPush"])

test_known if {
	facts.known("x")
	facts.known({})
	facts.known(null)
	not facts.known({"$unknown": "r"})
	not facts.unknown([])
	not facts.unknown(7)
}

test_unknown_is_neither if {
	not facts.is({"$unknown": "r"}, "MUTABLE")
	not facts.is_not({"$unknown": "r"}, "MUTABLE")
	not facts.is_true({"$unknown": "r"})
	not facts.is_false({"$unknown": "r"})
}

test_truthy_texts if {
	facts.is_true("true")
	facts.is_false("False")
	not facts.is_true("yes")
	not facts.is_false("")
}

test_texts if {
	facts.texts("a") == ["a"]
	facts.texts({"$unknown": "r", "$text": ["a-", null, "-b"]}) == ["a-", "-b"]
	facts.texts({"$unknown": "r"}) == []
	facts.texts(7) == []
}

test_may_start if {
	facts.may_start("cache/a", "cache/")
	facts.may_start({"$unknown": "r"}, "cache/")
	facts.may_start({"$unknown": "r", "$text": ["cache/", null]}, "cache/")
	facts.may_start({"$unknown": "r", "$text": ["ca", null]}, "cache/")
	facts.may_start({"$unknown": "r", "$text": [null, "/a"]}, "cache/")
	not facts.may_start("orders", "cache/")
	not facts.may_start({"$unknown": "r", "$text": ["orders-", null]}, "cache/")
}

test_wildcard if {
	facts.wildcard("prod-*", "prod-orders")
	facts.wildcard("*", "a/b.c")
	facts.wildcard("*a*b", "xaxb")
	not facts.wildcard("prod.x", "prod-x")
	not facts.wildcard("prod", "prod-x")
	not facts.wildcard("prod-*", {"$unknown": "r"})
	not facts.wildcard("(", "(")
	facts.wildcard_may("prod-*", {"$unknown": "r"})
	facts.wildcard_may({"$unknown": "r"}, "prod")
	not facts.wildcard_may("prod-*", "dev-x")
}

test_resources_by_index if facts.resources("A") == {"X": {}} with input as {"types": {"A": {"X": {}}}}

test_resources_by_scan if {
	facts.resources("A") == {"X": {"resourceType": "A"}} with input as {"resources": {
		"X": {"resourceType": "A"},
		"Y": {"resourceType": "B"},
	}}
}

test_everywhere_takes_this_file_from_the_scenario if {
	found := facts.everywhere("A") with input as {
		"file": {"path": "a.yaml"},
		"types": {"A": {"X": {"n": 1}}},
		"project": {"types": {"A": [{"file": "a.yaml", "id": "X", "n": 2}, {"file": "b.yaml", "id": "Y", "n": 3}]}},
	}
	found == {{"file": "a.yaml", "id": "X", "n": 1}, {"file": "b.yaml", "id": "Y", "n": 3}}
}
