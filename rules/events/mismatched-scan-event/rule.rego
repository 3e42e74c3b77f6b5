# METADATA
# title: This rule waits for an event that never comes
# description: >-
#   Basic and enhanced scanning tell of their results by different events from different sources. A rule for the wrong one
#   matches nothing, and nobody hears of what the scan found.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-enhanced-events.html
# custom:
#   level: error
#   confidence: high
#   selects:
#     resources: ["AWS::Events::Rule", "AWS::ECR::Repository"]
#     sees: ["AWS::ECR::RegistryScanningConfiguration"]
#     project: ["AWS::ECR::RegistryScanningConfiguration"]
#     constructs: ["aws_ecr.*"]
#   controls:
#     nist-800-53: [RA-5, SI-5]
#     ssdf: [RV.1.1]
package plimsoll.rules.events.mismatched_scan_event

import data.plimsoll.lib.events
import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

# Who sends an event of a type.
senders := {
	"ECR Image Scan": "aws.ecr",
	"ECR Image Action": "aws.ecr",
	"ECR Scan Resource Change": "aws.ecr",
	"Inspector2 Scan": "aws.inspector2",
	"Inspector2 Finding": "aws.inspector2",
	"Inspector2 Coverage": "aws.inspector2",
}

deny contains finding.on(id, ["EventPattern", "source"], message) if {
	some id, rule in facts.resources("AWS::Events::Rule")
	events.in_force(rule)
	types := events.texts(rule, ["detail-type"])
	sources := events.texts(rule, ["source"])
	sent := {sender | some type in types; sender := object.get(senders, type, "another")}
	not "another" in sent
	every source in sources {
		startswith(source, "aws.")
	}
	count(sent & {source | some source in sources}) == 0
	message := sprintf("%v is sent by %v, and this rule listens to %v: it never matches", [types[0], senders[types[0]], sources[0]])
}

deny contains finding.with_related(finding.on(id, ["EventPattern", "detail-type"], message), [place(enhanced[0])]) if {
	some id, rule in facts.resources("AWS::Events::Rule")
	events.in_force(rule)
	events.texts(rule, ["detail-type"]) == ["ECR Image Scan"]
	of_this_registry(rule)
	count(enhanced) > 0
	message := "this registry scans with Inspector, which sends `Inspector2 Scan` and never `ECR Image Scan`"
}

deny contains finding.with_related(finding.at(["constructs", i], message), [place(enhanced[0])]) if {
	some i, construct in input.constructs
	endswith(construct.api, ".onImageScanCompleted")
	count(enhanced) > 0
	message := "onImageScanCompleted waits for `ECR Image Scan`, and this registry scans with Inspector, which never sends that"
}

deny contains finding.with_related(finding.on(id, ["EventPattern", "detail-type"], message), [place(basic[0])]) if {
	some id, rule in facts.resources("AWS::Events::Rule")
	events.in_force(rule)
	events.texts(rule, ["detail-type"]) == ["Inspector2 Scan"]
	events.texts(rule, ["detail", "repository-name"])
	of_this_registry(rule)
	count(basic) > 0
	message := "this registry scans by itself (BASIC), which sends `ECR Image Scan` and never `Inspector2 Scan`"
}

deny contains finding.on(id, ["EventPattern", "detail", "repository-name"], message) if {
	some id, rule in facts.resources("AWS::Events::Rule")
	events.in_force(rule)
	events.texts(rule, ["detail-type"]) == ["Inspector2 Scan"]
	names := events.texts(rule, ["detail", "repository-name"])
	every name in names {
		not startswith(name, "arn:")
	}
	message := sprintf("in `Inspector2 Scan` repository-name is an ARN, and never just %v: this rule never matches", [names[0]])
}

# Events of another account or region arrive by another bus, or are asked for by the pattern.
of_this_registry(rule) if {
	facts.is(facts.property(rule, ["EventBusName"], "default"), "default")
	every field in ["account", "region"] {
		facts.property(rule, ["EventPattern", field], null) == null
	}
}

# The registries that for certain scan in one way, where no other one is declared or may be.
enhanced := scanning("ENHANCED")

basic := scanning("BASIC")

scanning(type) := [configuration |
	all := facts.everywhere("AWS::ECR::RegistryScanningConfiguration")
	every one in all {
		one.condition == null
		facts.is(facts.property(one, ["ScanType"], "BASIC"), type)
	}
	some configuration in all
]

place(configuration) := finding.place(configuration.file, facts.at(configuration.id, ["ScanType"]), "declared here")
