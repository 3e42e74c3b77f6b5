# METADATA
# title: This bucket holds artifacts and keeps no versions
# description: >-
#   Without versions an artifact that is overwritten or deleted is gone, and with it the release that a rollback needs. A
#   pipeline whose source is a bucket tells one upload from the next by its version and cannot work without.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html
#   - https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-S3.html
# custom:
#   level: error
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
#     hints:
#       description: Words of a bucket's id or name that only hint at artifacts
#       type: array
#       items: {type: string}
#       uniqueItems: true
#       default: [
#         release, releases, package, packages, build, builds, binary, binaries, deploy, deployment, deployments, dist]
#   controls:
#     security-hub: [S3.14]
#     aws-config: [S3_BUCKET_VERSIONING_ENABLED]
#     nist-800-53: [CP-9, SI-7]
#     ssdf: [PS.3.1]
#   aliases: [CKV_AWS_21, AWS-0090, S3BucketVersioningEnabled, a227ec01-f97a-4084-91a4-47b350c1db54]
package plimsoll.rules.s3.unversioned_artifacts

import data.plimsoll.lib.artifacts
import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

status := ["VersioningConfiguration", "Status"]

# What a rank of evidence weighs, and how sure it is.
weights := {
	1: ["error", "high"],
	2: ["warning", "high"],
	3: ["warning", "high"],
	4: ["warning", "high"],
	5: ["warning", "high"],
	6: ["warning", "medium"],
	7: ["info", "high"],
	8: ["info", "low"],
}

# More places than these explain nothing more.
most_places := 5

deny contains found if {
	some id, suspect in suspects
	facts.known(suspect.status)
	facts.known(suspect.lock)
	strongest := suspect.evidence[0]
	weight := weights[strongest.rank]
	weighed := finding.with_level(finding.on(id, status, message(strongest, suspect.status)), weight[0])
	found := finding.with_fix(
		finding.with_related(finding.with_confidence(weighed, weight[1]), places(suspect.evidence)),
		"keep versions",
		[finding.set(facts.at(id, status), "Enabled")],
	)
}

deny contains finding.undecided(facts.at(id, status), {"$unknown": reason}) if {
	some id, suspect in suspects
	count(suspect.evidence) > 0
	some value in [suspect.status, suspect.lock]
	facts.unknown(value)
	reason := sprintf("whether bucket %v keeps versions: %v", [id, value["$unknown"]])
}

deny contains finding.undecided(facts.at(id, status), {"$unknown": reason}) if {
	some id, suspect in suspects
	count(suspect.evidence) == 0
	some value in artifacts.doubts(id, suspect.bucket, input.options.words, input.options.hints)
	reason := sprintf("whether bucket %v holds artifacts: %v", [id, value["$unknown"]])
}

# The buckets that for all that is known keep no versions. Object lock turns versioning on by itself.
suspects[id] := {
	"status": value,
	"lock": lock,
	"evidence": ranked(artifacts.evidence(id, bucket, input.options.words, input.options.hints)),
	"bucket": bucket,
} if {
	some id, bucket in facts.resources("AWS::S3::Bucket")
	value := facts.property(bucket, status, "Off")
	not facts.is(value, "Enabled")
	lock := facts.property(bucket, ["ObjectLockEnabled"], false)
	not facts.is_true(lock)
}

# All evidence, the strongest first, in an order that does not depend on anything else.
ranked(evidence) := [entry[3] | some entry in sort({[e.rank, e.what, json.marshal(e), e] | some e in evidence})]

message(evidence, "Off") := sprintf("the %v keeps no versions: %v", [evidence.what, consequence(evidence)])

message(evidence, "Suspended") := sprintf("versioning of the %v is Suspended: %v", [evidence.what, consequence(evidence)])

message(evidence, value) := sprintf("versioning of the %v: Status is `%v`, which S3 does not know (Enabled or Suspended)", [evidence.what, value]) if {
	not value in {"Off", "Suspended"}
}

# What the strongest ranks need versions for; all the others, to go back.
consequence(evidence) := "CodePipeline needs object versions here" if {
	evidence.rank == 1
	evidence.use.resourceType == "AWS::CodePipeline::Pipeline"
} else := "Lambda reads this object in place and needs its version" if {
	evidence.rank == 1
} else := "an artifact that is deleted cannot be restored" if {
	# CodePipeline gives every artifact a key of its own.
	evidence.rank in {3, 7}
} else := "an artifact that is overwritten or deleted cannot be restored"

places(all) := array.slice([finding.place(e.use.file, e.use.at, e.what) | some e in all; e.use != null], 0, most_places)
