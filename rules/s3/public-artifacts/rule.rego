# METADATA
# title: Everybody may read this artifact bucket
# description: >-
#   Artifacts hold code, configuration and often more than was meant. Whoever may write to the bucket decides what
#   is deployed.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-8
# custom:
#   level: warning
#   confidence: high
#   selects:
#     resources: ["AWS::S3::Bucket", "AWS::S3::BucketPolicy"]
#     sees: [
#       "AWS::CodeBuild::Project", "AWS::CodePipeline::Pipeline", "AWS::Lambda::Function", "AWS::Lambda::LayerVersion"]
#     project: ["AWS::CodeBuild::Project", "AWS::CodePipeline::Pipeline"]
#     constructs: [aws_s3.Bucket]
#   options:
#     words:
#       description: Texts that a bucket's id or name contains when it calls itself artifacts
#       type: array
#       items: {type: string}
#       uniqueItems: true
#       default: [artifact, artefact]
#   controls:
#     security-hub: [S3.2, S3.3, S3.8]
#     nist-800-53: [AC-3, AC-6]
#   aliases: [CKV_AWS_53, CKV_AWS_54, CKV_AWS_55, CKV_AWS_56, CKV_AWS_20, CKV_AWS_57]
package plimsoll.rules.s3.public_artifacts

import data.plimsoll.lib.artifacts
import data.plimsoll.lib.facts
import data.plimsoll.lib.finding
import data.plimsoll.lib.policy

block := "PublicAccessBlockConfiguration"

switches := ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"]

# What an access control list lets everybody do.
lists := {
	"PublicRead": "everybody may read",
	"PublicReadWrite": "everybody may read and overwrite",
	"AuthenticatedRead": "every AWS account may read",
}

deny contains artifacts.told(finding.on(id, ["AccessControl"], message), evidence) if {
	some id, bucket in private
	granted := lists[facts.property(bucket, ["AccessControl"], "Private")]
	open(bucket, ["BlockPublicAcls", "IgnorePublicAcls"])
	evidence := artifacts.shown(id, bucket, input.options.words)
	message := sprintf("%v the %v", [granted, evidence.what])
}

deny contains artifacts.told(found, evidence) if {
	some id, bucket in private
	open(bucket, ["BlockPublicPolicy", "RestrictPublicBuckets"])
	some use in object.get(bucket, "referencedBy", [])
	use.resourceType == "AWS::S3::BucketPolicy"
	use.form == "Bucket"
	use.file == input.file.path
	holder := facts.resources("AWS::S3::BucketPolicy")[use.id]
	some at, statement in policy.statements(facts.property(holder, ["PolicyDocument"], {}))
	policy.allows_everyone(statement)
	evidence := artifacts.shown(id, bucket, input.options.words)
	message := sprintf("this policy allows everybody %v on the %v", [policy.what(statement), evidence.what])
	found := finding.on(use.id, array.concat(["PolicyDocument"], at), message)
}

deny contains artifacts.told(finding.at(["constructs", i, "arguments", "publicReadAccess"], message), evidence) if {
	some i, construct in input.constructs
	construct.api == "aws_s3.Bucket"
	facts.is_true(facts.get(construct.arguments, ["publicReadAccess"], false))
	bucket := private[construct.id]
	open(bucket, ["BlockPublicPolicy", "RestrictPublicBuckets"])
	evidence := artifacts.shown(construct.id, bucket, input.options.words)
	message := sprintf("everybody may read the %v", [evidence.what])
}

# S3 blocks public access to every new bucket; who says that it shall not opens the way for a policy or a list.
deny contains artifacts.told(weak, evidence) if {
	some id, bucket in private
	some key in switches
	facts.is_false(facts.property(bucket, [block, key], true))
	evidence := artifacts.shown(id, bucket, input.options.words)
	message := sprintf("%v is false: one statement or grant may make the %v public", [key, evidence.what])
	weak := finding.with_level(finding.on(id, [block, key], message), "info")
}

# A web site is meant to be read.
private[id] := bucket if {
	some id, bucket in facts.resources("AWS::S3::Bucket")
	facts.absent(bucket, ["WebsiteConfiguration"])
}

# None of these switches keeps the public out, for all that is known.
open(bucket, keys) if {
	every key in keys {
		facts.is_false(facts.property(bucket, [block, key], false))
	}
}
