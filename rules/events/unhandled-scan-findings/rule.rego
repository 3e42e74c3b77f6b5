# METADATA
# title: Nobody hears of what this registry finds
# description: >-
#   Scanning lists vulnerabilities and does nothing about them. Without a rule that takes the events to somebody a critical
#   finding waits until somebody looks.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html
#   - https://docs.aws.amazon.com/inspector/latest/user/eventbridge-integration.html
# custom:
#   level: info
#   confidence: low
#   selects:
#     resources: ["AWS::ECR::RegistryScanningConfiguration"]
#     sees: ["AWS::Events::Rule"]
#     project: ["AWS::Events::Rule"]
#     constructs: ["aws_ecr.*"]
#   controls:
#     nist-800-53: [RA-5, SI-5]
#     ssdf: [RV.1.1]
package plimsoll.rules.events.unhandled_scan_findings

import data.plimsoll.lib.events
import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

# Who tells of findings.
sources := {"aws.ecr", "aws.inspector2", "aws.securityhub"}

deny contains finding.on(id, ["ScanType"], "images are scanned, and no rule in these files takes what is found to anybody") if {
	some id, configuration in facts.resources("AWS::ECR::RegistryScanningConfiguration")
	scanning := [entry | some entry in facts.elements(configuration, ["properties", "Rules"]); facts.known(entry)]
	count(scanning) > 0
	listening := [rule | some rule in facts.everywhere("AWS::Events::Rule"); may_listen(rule)]
	count(listening) == 0
	calls := [construct | some construct in input.constructs; contains(construct.api, ".on")]
	count(calls) == 0
}

# A rule that may take findings: also one that lists no source, or something that is no text.
may_listen(rule) if facts.unknown(facts.property(rule, ["EventPattern"], {}))

may_listen(rule) if {
	some source in events.listed(rule, ["source"])
	not is_string(source)
}

may_listen(rule) if {
	some source in events.listed(rule, ["source"])
	source in sources
}

may_listen(rule) if {
	pattern := facts.property(rule, ["EventPattern"], null)
	pattern != null
	count(events.listed(rule, ["source"])) == 0
}
