# METADATA
# title: A new upload of this code is not deployed
# description: >-
#   CloudFormation compares what a template says, not what lies in the bucket. Where every release has the same key and no
#   version is named, an update finds nothing changed and leaves the old code running.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-code.html
#   - https://docs.aws.amazon.com/lambda/latest/dg/configuration-function-zip.html
# custom:
#   level: warning
#   confidence: medium
#   selects:
#     resources: [
#       "AWS::Lambda::Function", "AWS::Lambda::LayerVersion", "AWS::Serverless::Function", "AWS::Serverless::LayerVersion"]
#   controls:
#     nist-800-53: [CM-2]
#     ssdf: [PS.3.1]
package plimsoll.rules.lambda.unversioned_code_object

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding
import data.plimsoll.lib.tags

# Where the types say which object holds the code: the property, the key in it, and its version.
objects := {
	"AWS::Lambda::Function": ["Code", "S3Key", "S3ObjectVersion"],
	"AWS::Lambda::LayerVersion": ["Content", "S3Key", "S3ObjectVersion"],
	"AWS::Serverless::Function": ["CodeUri", "Key", "Version"],
	"AWS::Serverless::LayerVersion": ["ContentUri", "Key", "Version"],
}

deny contains finding.on(id, path, message) if {
	some type, names in objects
	[part, name, version] := names
	path := [part, name]
	some id, holder in facts.resources(type)
	code := facts.property(holder, [part], null)
	key := facts.get(code, [name], null)
	is_string(key)
	fixed(key)
	facts.get(code, [version], null) == null
	# A build that knows the function may well deploy to it by itself: `aws lambda update-function-code`.
	deployers := [use | some use in object.get(holder, "referencedBy", []); use.resourceType == "AWS::CodeBuild::Project"]
	count(deployers) == 0
	given := object.get(holder, "parameters", [])
	not path in given
	message := sprintf(
		"every release has the key %v, and no %v tells them apart: a new upload changes nothing here and is not deployed",
		[key, version],
	)
}

# A key in which nothing tells one release from another: no name of a release, and no place for one that something fills in
# before the template is deployed.
fixed(key) if {
	not regex.match(`[{}<>%$]`, key)
	regex.match(`[.](zip|jar|war|tgz|tar[.]gz)$`, key)
	stem := regex.replace(key, `[.](zip|jar|war|tgz|tar[.]gz)$`, "")
	names := {name | some step in split(stem, "/"); some name in tags.parts(step)}
	telling := [name | some name in names; tells(name)]
	count(telling) == 0
}

tells(name) if tags.written_once(name)

# A number of its own may be that of a release: `v3/orders.zip`.
tells(name) if regex.match(`^v?[0-9]+$`, name)

tells(name) if name in {"commit", "hash", "sha", "version"}
