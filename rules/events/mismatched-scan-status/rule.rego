# METADATA
# title: This rule waits for a status that its event never has
# description: >-
#   A basic scan ends as COMPLETE, the first scan of Inspector as INITIAL_SCAN_COMPLETE. A rule that asks one for the
#   status of the other never matches.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-enhanced-events.html
# custom:
#   level: error
#   confidence: high
#   fix: unsafe
#   selects:
#     resources: ["AWS::Events::Rule"]
#   controls:
#     nist-800-53: [RA-5, SI-5]
#     ssdf: [RV.1.1]
package plimsoll.rules.events.mismatched_scan_status

import data.plimsoll.lib.events
import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

# How the scan of an event ends, and how that of the other one does.
statuses := {
	"ECR Image Scan": ["COMPLETE", "INITIAL_SCAN_COMPLETE"],
	"Inspector2 Scan": ["INITIAL_SCAN_COMPLETE", "COMPLETE"],
}

field := ["detail", "scan-status"]

deny contains found if {
	some id, rule in facts.resources("AWS::Events::Rule")
	events.in_force(rule)
	[type] := events.texts(rule, ["detail-type"])
	[right, wrong] := statuses[type]
	events.texts(rule, field) == [wrong]
	at := array.concat(["EventPattern"], field)
	message := sprintf("a scan of `%v` ends as %v: this rule never matches", [type, right])
	found := finding.with_suggestion(
		finding.on(id, array.concat(at, [0]), message),
		sprintf("wait for %v", [right]),
		[finding.set(facts.at(id, array.concat(at, [0])), right)],
	)
}
