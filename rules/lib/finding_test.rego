package plimsoll.lib.finding_test

import data.plimsoll.lib.finding

test_on if {
	finding.on("Repo", ["A", 0], "m") == {"at": ["resources", "Repo", "properties", "A", 0], "message": "m"}
}

test_undecided if {
	finding.undecided(["images", 0], {"$unknown": "why", "$ref": {}}) == {"at": ["images", 0], "undecided": "why"}
}

test_fixes_say_whether_they_are_safe if {
	finding.with_fix({}, "t", []).fix.safe == true
	finding.with_suggestion({}, "t", []).fix.safe == false
}

test_a_place_in_this_file_needs_no_file if {
	finding.place("a.yaml", [1], "m") == {"at": [1], "message": "m"} with input as {"file": {"path": "a.yaml"}}
	finding.place("b.yaml", [1], "m") == {"file": "b.yaml", "at": [1], "message": "m"} with input as {"file": {"path": "a.yaml"}}
}
