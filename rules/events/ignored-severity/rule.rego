# METADATA
# title: This rule lets serious findings pass
# description: >-
#   A rule that routes findings of one severity only leaves those of the others to whoever happens to look.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/inspector/latest/user/eventbridge-integration.html
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html
#   - https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
# custom:
#   level: info
#   confidence: medium
#   selects:
#     resources: ["AWS::Events::Rule"]
#     project: ["AWS::Events::Rule"]
#   options:
#     severities:
#       description: Severities of findings that must be routed
#       type: array
#       items: {enum: [CRITICAL, HIGH, MEDIUM, LOW]}
#       uniqueItems: true
#       default: [CRITICAL, HIGH]
#   controls:
#     nist-800-53: [RA-5, SI-5]
#     ssdf: [RV.1.1]
package plimsoll.rules.events.ignored_severity

import data.plimsoll.lib.events
import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

counts := ["detail", "finding-severity-counts"]

deny contains finding.on(id, ["EventPattern", "detail", "severity"], message) if {
	some id, rule in facts.resources("AWS::Events::Rule")
	events.in_force(rule)
	events.texts(rule, ["detail-type"]) == ["Inspector2 Finding"]
	listed := events.texts(rule, ["detail", "severity"])
	some missing in input.options.severities
	not missing in listed
	others := [other |
		some other in facts.everywhere("AWS::Events::Rule")
		identity(other) != identity(object.union(rule, {"file": input.file.path, "id": id}))
		may_take(other, missing)
	]
	count(others) == 0
	message := sprintf("findings of severity %v pass this rule by, and no other rule here takes them", [missing])
}

# EventBridge asks for all fields of a pattern at once.
deny contains finding.on(id, array.concat(["EventPattern"], counts), message) if {
	some id, rule in facts.resources("AWS::Events::Rule")
	events.in_force(rule)
	asked := facts.property(rule, array.concat(["EventPattern"], counts), null)
	is_object(asked)
	facts.known(asked)
	names := [name | some name in ["CRITICAL", "HIGH", "MEDIUM", "LOW"]; positive(object.get(asked, name, null))]
	count(names) > 1
	message := sprintf("this pattern asks for %v at once: an image with findings of one severity only does not match; use `$or`", [concat(" and ", names)])
}

# More than none: a number above some other, or that the field exists.
positive(list) if {
	is_array(list)
	some one in list
	one.numeric[0] in {">", ">="}
}

positive(list) if {
	is_array(list)
	some one in list
	one.exists == true
}

identity(rule) := [rule.file, rule.id]

# Whether another rule for all that is known takes findings of a severity.
may_take(other, severity) if {
	may_be(events.listed(other, ["source"]), "aws.inspector2")
	may_be(events.listed(other, ["detail-type"]), "Inspector2 Finding")
	may_be(events.listed(other, ["detail", "severity"]), severity)
}

may_be(listed, _) if count(listed) == 0

may_be(listed, text) if {
	some one in listed
	not facts.is_not(one, text)
}

may_be(listed, _) if {
	some one in listed
	is_object(one)
}
