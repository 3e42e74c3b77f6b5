# METADATA
# title: Uploads to this artifact bucket that broke off are kept for ever
# description: >-
#   A build that dies while it uploads leaves the parts behind. They are in no listing, and they are paid for
#   until somebody aborts the upload.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html
# custom:
#   level: info
#   confidence: high
#   fix: safe
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
#     security-hub: [S3.13]
#   aliases: [CKV_AWS_300]
package plimsoll.rules.s3.incomplete_uploads_kept

import data.plimsoll.lib.artifacts
import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

rules := ["LifecycleConfiguration", "Rules"]

abort := "AbortIncompleteMultipartUpload"

# Where nothing is ever removed, broken uploads are the least of it.
deny contains artifacts.told(object.union(finding.on(id, rules, message), fix(id, bucket)), evidence) if {
	some id, bucket in facts.resources("AWS::S3::Bucket")
	written := facts.elements(bucket, array.concat(["properties"], rules))
	count(written) > 0
	aborting := [rule | some rule in written; may_abort(rule)]
	count(aborting) == 0
	evidence := artifacts.shown(id, bucket, input.options.words)
	message := sprintf("no lifecycle rule aborts uploads that broke off: the %v keeps their parts, and they are paid for", [evidence.what])
}

may_abort(rule) if facts.unknown(rule)

may_abort(rule) if {
	status := facts.get(rule, ["Status"], "Enabled")
	not facts.is_not(status, "Enabled")
	facts.get(rule, [abort], null) != null
}

# One more rule behind those that there are.
fix(id, bucket) := finding.with_fix({}, "abort uploads after a week", [{"insert": place, "value": remedy}]) if {
	written := facts.property(bucket, rules, [])
	place := facts.at(id, array.concat(rules, [count(written)]))
}

remedy := {"Status": "Enabled", abort: {"DaysAfterInitiation": 7}}
