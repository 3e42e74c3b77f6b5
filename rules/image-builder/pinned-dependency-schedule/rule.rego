# METADATA
# title: This schedule never builds an image
# description: >-
#   Without a start condition of its own a schedule builds only when a newer version of the parent image or a component
#   matches the recipe. A recipe that names fixed versions has no newer one: the pipeline looks alive, and images stay
#   unpatched.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_Schedule.html
#   - https://docs.aws.amazon.com/imagebuilder/latest/userguide/ibhow-semantic-versioning.html
# custom:
#   level: warning
#   confidence: high
#   fix: none
#   selects:
#     resources: ["AWS::ImageBuilder::ImagePipeline"]
#     sees:
#       - "AWS::ImageBuilder::ImageRecipe"
#       - "AWS::ImageBuilder::ContainerRecipe"
#       - "AWS::ImageBuilder::Component"
#     project:
#       - "AWS::ImageBuilder::ImageRecipe"
#       - "AWS::ImageBuilder::ContainerRecipe"
#       - "AWS::ImageBuilder::Component"
#   controls:
#     nist-800-53: [SI-2]
package plimsoll.rules.image_builder.pinned_dependency_schedule

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

updates := "EXPRESSION_MATCH_AND_DEPENDENCY_UPDATES_AVAILABLE"

condition := ["Schedule", "PipelineExecutionStartCondition"]

recipes := {
	"ImageRecipeArn": "AWS::ImageBuilder::ImageRecipe",
	"ContainerRecipeArn": "AWS::ImageBuilder::ContainerRecipe",
}

deny contains finding.with_related(finding.on(id, condition, message), [there]) if {
	some id, pipeline in facts.resources("AWS::ImageBuilder::ImagePipeline")
	facts.property(pipeline, condition, updates) == updates
	facts.property(pipeline, ["Status"], "ENABLED") == "ENABLED"
	scheduled(facts.property(pipeline, ["Schedule", "ScheduleExpression"], null))
	some property, type in recipes
	some recipe in facts.everywhere(type)
	refers(facts.property(pipeline, [property], null), recipe)
	fixed(recipe)
	message := sprintf("this schedule never builds: %v, and %v names fixed versions only", [waits(pipeline), recipe.id])
	there := finding.place(recipe.file, facts.at(recipe.id, ["ParentImage"]), "no newer version can match")
}

waits(pipeline) := "it waits for a newer version by default" if {
	facts.absent(pipeline, condition)
} else := "it waits for a newer version"

# A schedule is written, whether or not it can be read.
scheduled(expression) if is_string(expression)

scheduled(expression) if expression["$text"]

# `Ref` and `Arn` of recipes and components give an ARN with all of its numbers.
refers(value, resource) if {
	reference := value["$ref"]
	reference.id == resource.id
	reference.file == resource.file
	reference.attribute in {null, "Arn"}
}

# Nothing that a recipe is built from can have a newer version.
fixed(recipe) if {
	facts.known(recipe.properties)
	parent := facts.property(recipe, ["ParentImage"], null)
	pinned(parent)
	every component in facts.elements(recipe, ["properties", "Components"]) {
		arn := facts.get(component, ["ComponentArn"], null)
		pinned(arn)
	}
}

pinned(value) if {
	is_string(value)
	regex.match(`^ami-[0-9a-f]+$`, value)
}

pinned(value) if {
	texts := facts.texts(value)
	last := array.slice(texts, count(texts) - 1, count(texts))
	some text in last
	regex.match(`:(image|component)/[^/]+/[0-9]+[.][0-9]+[.][0-9]+(/[0-9]+)?$`, text)
}

pinned(value) if {
	some component in facts.everywhere("AWS::ImageBuilder::Component")
	refers(value, component)
}
