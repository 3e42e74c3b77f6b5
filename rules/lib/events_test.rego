package plimsoll.lib.events_test

import data.plimsoll.lib.events

rule(pattern) := {"properties": {"EventPattern": pattern}}

hole := {"$unknown": "r"}

test_texts if {
	events.texts(rule({"source": ["aws.ecr"]}), ["source"]) == ["aws.ecr"]
	events.texts(rule({"detail": {"scan-status": ["COMPLETE", "FAILED"]}}), ["detail", "scan-status"]) == ["COMPLETE", "FAILED"]
}

test_what_is_no_text_is_no_help if {
	not events.texts(rule({"source": [{"prefix": "aws."}]}), ["source"])
	not events.texts(rule({"source": ["aws.ecr", hole]}), ["source"])
	not events.texts(rule({"source": hole}), ["source"])
	not events.texts(rule(hole), ["source"])
	not events.texts(rule({}), ["source"])
}

test_in_force if {
	events.in_force(rule({}))
	events.in_force({"properties": {"State": "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"}})
	not events.in_force({"properties": {"State": "DISABLED"}})
	not events.in_force({"properties": {"State": hole}})
	not events.in_force(rule({"$unknown": "r", "source": ["aws.ecr"]}))
}
