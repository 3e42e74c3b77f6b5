# METADATA
# title: Images pushed to this repository are not scanned
# description: >-
#   An image that is not scanned when it is pushed is deployed with whatever vulnerabilities it has, and nobody is told.
#   Neither this repository nor a registry scanning configuration of the project sees to it.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-filters.html
# custom:
#   level: warning
#   confidence: medium
#   fix: safe
#   selects:
#     resources: ["AWS::ECR::Repository"]
#     sees: ["AWS::ECR::RegistryScanningConfiguration"]
#     project: ["AWS::ECR::RegistryScanningConfiguration"]
#   options:
#     registry_scanning:
#       description: Whether the registry scans what these files do not declare
#       type: string
#       enum: [declared, assumed]
#       default: declared
#   controls:
#     security-hub: [ECR.1]
#     aws-config: [ECR_PRIVATE_IMAGE_SCANNING_ENABLED]
#     control-tower: [CT.ECR.PR.2]
#     nist-800-53: [RA-5]
#     pci-dss-4.0.1: [6.2.3]
#   aliases: [CKV_AWS_163, AWS-0030, W79, ECR_REPO_SCAN_ON_PUSH, 9025b2b3-e554-4842-ba87-db7aeec36d35]
package plimsoll.rules.ecr.scan_disabled

import data.plimsoll.lib.ecr
import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

scan_on_push := ["ImageScanningConfiguration", "ScanOnPush"]

deny contains found if {
	some id, repository in uncovered
	not left_out[id]
	facts.is_false(facts.property(repository, scan_on_push, false))
	doubts := may_cover(ecr.name(repository))
	count(doubts) == 0
	found := with_fix(finding.on(id, scan_on_push, message(repository)), id)
}

deny contains finding.with_related(finding.on(id, scan_on_push, unmatched(name, others)), related) if {
	some id, repository in uncovered
	name := ecr.name(repository)
	others := left_out[id]
	related := [finding.place(input.file.path, facts.at(other, ["Rules"]), "what is scanned") | some other in others]
}

deny contains finding.undecided(facts.at(id, scan_on_push), reason) if {
	some id, repository in uncovered
	not left_out[id]
	value := facts.property(repository, scan_on_push, false)
	some reason in reasons(value, ecr.name(repository))
}

# The repositories that no registry scanning configuration of the project certainly covers.
uncovered[id] := repository if {
	input.options.registry_scanning == "declared"
	some id, repository in facts.resources("AWS::ECR::Repository")
	name := ecr.name(repository)
	every configuration in configurations {
		not ecr.scans(configuration, name)
	}
}

# Enhanced scanning leaves out what no filter matches, whatever the repository itself asks for. Only a configuration
# of the same template is certain to be of the same registry, and no other may cover the name.
left_out[id] contains other if {
	some id, repository in uncovered
	name := ecr.name(repository)
	some other, configuration in facts.resources("AWS::ECR::RegistryScanningConfiguration")
	facts.property(configuration, ["ScanType"], null) == "ENHANCED"
	rules := facts.property(configuration, ["Rules"], null)
	is_array(rules)
	count(may_cover(name)) == 0
}

configurations := facts.everywhere("AWS::ECR::RegistryScanningConfiguration")

# Each reason why a repository of this name may be covered all the same is an unknown.
may_cover(name) := {{"$unknown": doubt(configuration.id, name)} |
	some configuration in configurations
	ecr.may_scan(configuration, name)
}

doubt(scanning, name) := sprintf("the generated name may match a filter of %v", [scanning]) if {
	ecr.generates(name)
} else := sprintf("a filter of %v may match the name: %v", [scanning, name["$unknown"]]) if {
	facts.unknown(name)
} else := sprintf("the filters of %v cannot be seen", [scanning])

reasons(value, _) := {value} if facts.unknown(value)

reasons(value, name) := may_cover(name) if facts.is_false(value)

# Where enhanced scanning is on, what a repository asks for may not count.
with_fix(found, id) := found if {
	some configuration in configurations
	type := facts.property(configuration, ["ScanType"], "BASIC")
	type != "BASIC"
} else := finding.with_fix(found, "scan images when they are pushed", [finding.set(facts.at(id, scan_on_push), true)])

message(repository) := sprintf("%v: ScanOnPush is not set, and no registry scanning configuration in these files covers it", [fault]) if {
	facts.absent(repository, scan_on_push)
} else := sprintf("%v: ScanOnPush is false", [fault])

fault := "images are not scanned on push"

unmatched(name, others) := sprintf("%v: scanning is enhanced, and the registry has no filter", [fault]) if {
	count(filters(others)) == 0
} else := sprintf("%v: scanning is enhanced, and no filter of the registry matches %v", [fault, name]) if {
	is_string(name)
} else := sprintf("%v: scanning is enhanced, and no filter of the registry can match a generated name", [fault])

filters(scannings) := [filter |
	some scanning in scannings
	configuration := facts.resources("AWS::ECR::RegistryScanningConfiguration")[scanning]
	some rule in facts.elements(configuration, ["properties", "Rules"])
	some filter in facts.elements(rule, ["RepositoryFilters"])
]
