package plimsoll.rules.image.transient_asset_test

import data.plimsoll.rules.image.transient_asset as rule

document(image) := {"images": [object.union(
	{"resourceType": "AWS::ECS::TaskDefinition", "registry": {"kind": "asset"}, "repository": {"name": "cdk-x-container-assets-1-eu", "resource": null}},
	image,
)]}

levels := {f.level | some f in rule.deny}

test_an_asset if levels == {"warning"} with input as document({})

test_a_build_image if levels == {"info"} with input as document({"resourceType": "AWS::CodeBuild::Project"})

test_an_image_of_no_resource if levels == {"warning"} with input as document({"resourceType": null})

test_another_image if rule.deny == set() with input as document({"registry": {"kind": "ecr"}})

# A reference that cannot be known is counted once, by image/mutable-tag.
test_unknown if {
	rule.deny == set() with input as document({
		"registry": {"kind": {"$unknown": "r"}},
		"repository": {"name": {"$unknown": "n"}, "resource": null},
	})
}
