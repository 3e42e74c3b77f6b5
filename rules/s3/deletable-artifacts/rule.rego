# METADATA
# title: Deleting the stack deletes the artifacts
# description: >-
#   CloudFormation deletes no bucket that holds something, unless something empties it first. Then the artifacts
#   go with the stack, and when the bucket is renamed or replaced.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_s3.Bucket.html#autodeleteobjects
#   - https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html
# custom:
#   level: warning
#   confidence: high
#   selects:
#     resources: ["AWS::S3::Bucket"]
#     sees: [
#       "AWS::CodeBuild::Project", "AWS::CodePipeline::Pipeline", "AWS::Lambda::Function", "AWS::Lambda::LayerVersion"]
#     project: ["AWS::CodeBuild::Project", "AWS::CodePipeline::Pipeline"]
#     constructs: [aws_s3.Bucket, aws_s3_deployment.BucketDeployment]
#   options:
#     words:
#       description: Texts that a bucket's id or name contains when it calls itself artifacts
#       type: array
#       items: {type: string}
#       uniqueItems: true
#       default: [artifact, artefact]
#   controls:
#     nist-800-53: [CP-9]
#     ssdf: [PS.3.1]
package plimsoll.rules.s3.deletable_artifacts

import data.plimsoll.lib.artifacts
import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

# What CDK puts into a template to empty a bucket before it is deleted.
cleaner := "Custom::S3AutoDeleteObjects"

deny contains artifacts.told(finding.at(["resources", id], message(evidence)), evidence) if {
	some id, bucket in facts.resources("AWS::S3::Bucket")
	emptied := [use | some use in object.get(bucket, "referencedBy", []); use.resourceType == cleaner; use.form == "BucketName"]
	count(emptied) > 0
	policy := object.get(bucket, "deletionPolicy", null)
	facts.known(policy)
	not policy in {"Retain", "RetainExceptOnCreate"}
	evidence := artifacts.shown(id, bucket, input.options.words)
}

deny contains artifacts.told(finding.at(["constructs", i, "arguments", "autoDeleteObjects"], message(evidence)), evidence) if {
	some i, construct in input.constructs
	construct.api == "aws_s3.Bucket"
	facts.is_true(facts.get(construct.arguments, ["autoDeleteObjects"], false))
	count([deployment | some deployment in input.constructs; may_refill(deployment, construct.id)]) == 0
	bucket := facts.resources("AWS::S3::Bucket")[construct.id]
	evidence := artifacts.shown(construct.id, bucket, input.options.words)
}

# Whether a deployment of CDK puts back what was emptied, out of the assets of the app.
may_refill(deployment, id) if {
	deployment.api == "aws_s3_deployment.BucketDeployment"
	target := facts.get(deployment.arguments, ["destinationBucket"], null)
	facts.unknown(target)
	object.get(target, ["$ref", "id"], id) == id
}

message(evidence) := sprintf("the %v is emptied when the stack is deleted, or the bucket is renamed or replaced", [evidence.what])
