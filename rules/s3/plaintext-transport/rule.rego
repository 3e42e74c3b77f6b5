# METADATA
# title: This artifact bucket answers requests without TLS
# description: >-
#   S3 answers plain HTTP too. A policy that denies it keeps a client that is set up wrongly from sending or
#   fetching artifacts in the clear.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-5
# custom:
#   level: info
#   confidence: high
#   selects:
#     resources: ["AWS::S3::Bucket"]
#     sees: [
#       "AWS::CodeBuild::Project", "AWS::CodePipeline::Pipeline", "AWS::Lambda::Function", "AWS::Lambda::LayerVersion",
#       "AWS::S3::BucketPolicy"]
#     project: ["AWS::CodeBuild::Project", "AWS::CodePipeline::Pipeline", "AWS::S3::BucketPolicy"]
#     constructs: ["aws_s3.*"]
#   options:
#     words:
#       description: Texts that a bucket's id or name contains when it calls itself artifacts
#       type: array
#       items: {type: string}
#       uniqueItems: true
#       default: [artifact, artefact]
#   controls:
#     security-hub: [S3.5]
#     nist-800-53: [SC-8]
#   aliases: [S3BucketSSLRequestsOnly]
package plimsoll.rules.s3.plaintext_transport

import data.plimsoll.lib.artifacts
import data.plimsoll.lib.facts
import data.plimsoll.lib.finding
import data.plimsoll.lib.policy

deny contains artifacts.told(finding.at(["resources", id], message(evidence)), evidence) if {
	some id, bucket in facts.resources("AWS::S3::Bucket")
	evidence := artifacts.shown(id, bucket, input.options.words)
	written_out(id, bucket)
	denying := [use | some use in object.get(bucket, "referencedBy", []); may_deny(use)]
	count(denying) == 0
}

message(evidence) := sprintf("no policy denies requests to the %v that come without TLS", [evidence.what])

# In CDK a bucket gets its policy from an option, or from calls that may stand anywhere.
written_out(_, _) if input.file.kind != "cdk"

written_out(id, bucket) if {
	input.file.kind == "cdk"
	facts.known(bucket.properties)
	made := [construct.arguments | some construct in input.constructs; construct.api == "aws_s3.Bucket"; construct.id == id]
	count(made) == 1
	facts.known(made[0])
	facts.is_false(facts.get(made[0], ["enforceSSL"], false))
	elsewhere := [construct | some construct in input.constructs; may_write_policies(construct.api)]
	count(elsewhere) == 0
}

may_write_policies(api) if endswith(api, ".addToResourcePolicy")

may_write_policies(api) if api == "aws_s3.BucketPolicy"

# Whether a use is a policy that for all that is known denies them.
may_deny(use) if {
	use.resourceType == "AWS::S3::BucketPolicy"
	some document in documents(use)
	denies(document)
}

documents(use) := [facts.property(holder, ["PolicyDocument"], {})] if {
	use.file == input.file.path
	holder := facts.resources("AWS::S3::BucketPolicy")[use.id]
} else := [facts.property(holder, ["PolicyDocument"], {}) |
	some holder in facts.elsewhere("AWS::S3::BucketPolicy")
	holder.file == use.file
	holder.id == use.id
]

# A text or an unknown may hold any statement.
denies(document) if not is_object(document)

denies(document) if facts.unknown(document)

denies(document) if {
	some statement in policy.statements(document)
	facts.unknown(statement)
}

denies(document) if {
	some statement in policy.statements(document)
	effect := facts.get(statement, ["Effect"], "Deny")
	not facts.is_not(effect, "Deny")
	speaks_of_transport(facts.get(statement, ["Condition"], {}))
}

speaks_of_transport(condition) if facts.unknown(condition)

speaks_of_transport(condition) if {
	is_object(condition)
	some keys in condition
	is_object(keys)
	some key, _ in keys
	lower(key) in {"aws:securetransport", "s3:tlsversion", "$unknown"}
}
