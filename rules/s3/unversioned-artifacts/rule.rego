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
#     sees: ["AWS::Lambda::Function", "AWS::Lambda::LayerVersion"]
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
#   aliases: [CKV_AWS_21, AWS-0090, a227ec01-f97a-4084-91a4-47b350c1db54]
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
	some id, bucket in facts.resources("AWS::S3::Bucket")
	value := facts.property(bucket, status, "Off")
	facts.is_not(value, "Enabled")
	lock := facts.property(bucket, ["ObjectLockEnabled"], false)
	facts.known(lock)
	not facts.is_true(lock)
	all := ranked(id, bucket)
	strongest := all[0]
	weight := weights[strongest.rank]
	weighed := finding.with_level(finding.on(id, status, message(strongest, value)), weight[0])
	found := finding.with_fix(
		finding.with_related(finding.with_confidence(weighed, weight[1]), places(all)),
		"keep versions",
		[finding.set(facts.at(id, status), "Enabled")],
	)
}

deny contains finding.undecided(facts.at(id, status), reason) if {
	some id, bucket in facts.resources("AWS::S3::Bucket")
	some reason in doubts(bucket, facts.property(bucket, status, "Off"))
	count(ranked(id, bucket)) > 0
}

doubts(_, value) := {value} if facts.unknown(value)

# Object lock turns versioning on by itself.
doubts(bucket, value) := {lock} if {
	facts.is_not(value, "Enabled")
	lock := facts.property(bucket, ["ObjectLockEnabled"], false)
	facts.unknown(lock)
}

# All evidence, the strongest first, in an order that does not depend on anything else.
ranked(id, bucket) := [entry[3] |
	some entry in sort({[e.rank, e.what, json.marshal(e), e] |
		some e in artifacts.evidence(id, bucket, input.options.words, input.options.hints)
	})
]

message(evidence, value) := sprintf("the %v keeps no versions: %v", [evidence.what, consequence(evidence.rank)]) if {
	value == "Off"
} else := sprintf("versioning of the %v is %v: %v", [evidence.what, value, consequence(evidence.rank)])

consequence(1) := "AWS requires versions here"

consequence(rank) := "what is overwritten or deleted cannot be rolled back to" if rank != 1

places(all) := array.slice([finding.place(e.use.file, e.use.at, e.what) | some e in all; e.use != null], 0, most_places)
