package main

import rego.v1

violation_unencrypted contains {"msg": msg, "resource": name, "severity": 3} if {
	some name, queue in queues
	queue.Properties.SqsManagedSseEnabled == false
	msg := sprintf("queue %v is not encrypted", [name])
}

deny_open contains finding if {
	some name, resource in input.Resources
	resource.Type == "AWS::SQS::QueuePolicy"
	some statement in resource.Properties.PolicyDocument.Statement
	statement.Principal == "*"
	finding := {
		"msg": sprintf("%v lets everybody in", [name]),
		"details": {"action": statement.Action},
		"_loc": {"file": "template.json", "line": 1},
	}
}

# Neither texts nor objects: no message.
warn_numbers contains 12

warn_truth := true

warn_lists := ["a list", "is taken as a set"]

deny_empty contains ""

queues[name] := resource if {
	some name, resource in input.Resources
	resource.Type == "AWS::SQS::Queue"
}
