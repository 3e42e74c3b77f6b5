# METADATA
# title: This image lives in the repository of the CDK toolkit
# description: >-
#   An image asset is pushed to a repository that every CDK application of the account shares. It has no scan setting and no
#   lifecycle that the application could set, the image is built again for each environment instead of being promoted, and
#   `cdk gc` may delete the image that a rollback needs.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/cdk/v2/guide/assets.html
#   - https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping.html
# custom:
#   level: warning
#   confidence: high
#   fix: none
#   selects:
#     images: true
#   controls:
#     ssdf: [PS.3.1]
package plimsoll.rules.image.transient_asset

import data.plimsoll.lib.finding

deny contains finding.with_level(finding.at(["images", i, "repository"], message), verdict.level) if {
	some i, image in input.images
	image.registry.kind == "asset"
	verdict := judge(image)
	message := sprintf("this image is a CDK asset, kept in the repository of the CDK toolkit: %v", [verdict.consequence])
}

# A build image is made where it is used and deployed nowhere.
judge(image) := {"level": "info", "consequence": "it is built again in every environment"} if {
	image.resourceType == "AWS::CodeBuild::Project"
} else := {
	"level": "warning",
	"consequence": "its scanning, retention and promotion are not this application's to set",
}
