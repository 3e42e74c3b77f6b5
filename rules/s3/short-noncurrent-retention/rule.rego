# METADATA
# title: Old versions in this artifact bucket are soon deleted
# description: >-
#   A release that was overwritten is an old version. Once that is deleted there is nothing to roll back to, and a
#   fault is often found only days later.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/API/API_NoncurrentVersionExpiration.html
# custom:
#   level: warning
#   confidence: high
#   selects:
#     resources: ["AWS::S3::Bucket"]
#     sees: [
#       "AWS::CodeBuild::Project", "AWS::CodePipeline::Pipeline", "AWS::Lambda::Function", "AWS::Lambda::LayerVersion"]
#     project: ["AWS::CodeBuild::Project", "AWS::CodePipeline::Pipeline"]
#   options:
#     words:
#       description: Texts that a bucket's id or name contains when it calls itself artifacts
#       type: array
#       items: {type: string}
#       uniqueItems: true
#       default: [artifact, artefact]
#     days:
#       description: How many days an old version must be kept
#       type: integer
#       minimum: 1
#       default: 7
#   controls:
#     nist-800-53: [CP-9]
#     ssdf: [PS.3.1]
package plimsoll.rules.s3.short_noncurrent_retention

import data.plimsoll.lib.artifacts
import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

# The two places where CloudFormation takes the days.
places := [["NoncurrentVersionExpiration", "NoncurrentDays"], ["NoncurrentVersionExpirationInDays"]]

# What narrows a rule to a part of the bucket, which may hold what is of no account.
narrowing := ["Prefix", "TagFilters", "ObjectSizeGreaterThan", "ObjectSizeLessThan"]

deny contains artifacts.told(finding.on(id, array.concat(["LifecycleConfiguration", "Rules", i], path), message), evidence) if {
	some id, bucket in facts.resources("AWS::S3::Bucket")
	facts.is(facts.property(bucket, ["VersioningConfiguration", "Status"], "Off"), "Enabled")
	some i, rule in facts.elements(bucket, ["properties", "LifecycleConfiguration", "Rules"])
	of_everything(rule)
	some path in places
	days := number(facts.get(rule, path, null))
	days < input.options.days
	evidence := artifacts.shown(id, bucket, input.options.words)
	evidence.rank != store
	message := sprintf(
		"old versions go after %v: too soon to go back to an earlier release in the %v",
		[count_of(days), evidence.what],
	)
}

# A pipeline writes each artifact under a name of its own and overwrites none.
store := 3

of_everything(rule) if {
	facts.known(rule)
	facts.is(facts.get(rule, ["Status"], "Enabled"), "Enabled")
	facts.get(rule, ["NoncurrentVersionExpiration", "NewerNoncurrentVersions"], 0) == 0
	narrowed := [key | some key in narrowing; value := facts.get(rule, [key], ""); not value in {"", []}]
	count(narrowed) == 0
}

number(value) := value if {
	is_number(value)
} else := to_number(value) if {
	is_string(value)
	regex.match(`^[0-9]+$`, value)
}

count_of(days) := "1 day" if {
	days == 1
} else := sprintf("%v days", [days])
