# METADATA
# title: Old versions in this artifact bucket are kept for ever
# description: >-
#   With versions kept and no rule that ends them every upload adds to the bill, and what was withdrawn can be
#   fetched for ever.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-configuration-examples.html
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-10
# custom:
#   level: info
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
#   controls:
#     security-hub: [S3.10]
package plimsoll.rules.s3.unbounded_noncurrent_versions

import data.plimsoll.lib.artifacts
import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

rules := ["LifecycleConfiguration", "Rules"]

ends := ["NoncurrentVersionExpiration", "NoncurrentVersionExpirationInDays"]

deny contains artifacts.told(finding.on(id, rules, message), evidence) if {
	some id, bucket in facts.resources("AWS::S3::Bucket")
	facts.is(facts.property(bucket, ["VersioningConfiguration", "Status"], "Off"), "Enabled")
	bounds := [rule | some rule in facts.elements(bucket, array.concat(["properties"], rules)); may_end(rule)]
	count(bounds) == 0
	evidence := artifacts.shown(id, bucket, input.options.words)
	message := sprintf("no lifecycle rule ends old versions: the %v only ever grows", [evidence.what])
}

# Whether a rule for all that is known deletes old versions, be it of a part of the bucket only.
may_end(rule) if facts.unknown(rule)

may_end(rule) if {
	status := facts.get(rule, ["Status"], "Enabled")
	not facts.is_not(status, "Enabled")
	some key in ends
	facts.get(rule, [key], null) != null
}
