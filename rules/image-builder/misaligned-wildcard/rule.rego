# METADATA
# title: This version has a wildcard in the wrong place
# description: >-
#   Image Builder takes `x` only to the right: behind the first `x` every part must be one. `1.x.8` is refused when the
#   recipe is created, although its schema lets it pass.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/imagebuilder/latest/userguide/ibhow-semantic-versioning.html
# custom:
#   level: error
#   confidence: high
#   selects:
#     resources: ["AWS::ImageBuilder::ImageRecipe", "AWS::ImageBuilder::ContainerRecipe"]
package plimsoll.rules.image_builder.misaligned_wildcard

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

types := ["AWS::ImageBuilder::ImageRecipe", "AWS::ImageBuilder::ContainerRecipe"]

deny contains finding.on(id, path, message) if {
	some type in types
	some id, recipe in facts.resources(type)
	some path, arn in arns(recipe)
	version := version_of(arn)
	regex.match(`^x\.(x\.)?[0-9]|^[0-9]+\.x\.[0-9]`, version)
	message := sprintf("the version %v is refused: behind an x every part must be x, as in %v", [version, aligned(version)])
}

# The versioned things that a recipe names, by their path.
arns(recipe) := object.union(parent, components) if {
	parent := {["ParentImage"]: facts.property(recipe, ["ParentImage"], "")}
	components := {["Components", i, "ComponentArn"]: facts.get(component, ["ComponentArn"], "") |
		some i, component in facts.elements(recipe, ["properties", "Components"])
	}
}

# What stands behind the name of an image or a component, without a build number.
version_of(arn) := version if {
	texts := facts.texts(arn)
	steps := split(texts[count(texts) - 1], "/")
	some version in array.slice(steps, 1, count(steps))
	regex.match(`^([0-9]+|x)[.]([0-9]+|x)[.]([0-9]+|x)$`, version)
}

# The version with an x for every part behind its first x.
aligned(version) := concat(".", [settled(parts, i) | some i, _ in parts]) if {
	parts := split(version, ".")
}

settled(parts, i) := "x" if {
	"x" in array.slice(parts, 0, i + 1)
} else := parts[i]
