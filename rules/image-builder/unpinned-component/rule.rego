# METADATA
# title: This recipe takes whatever version of a component is newest
# description: >-
#   A component that is not made by AWS and that is named by a wildcard changes what is built without a change of the
#   recipe: two builds of one version of the recipe differ.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/imagebuilder/latest/userguide/ibhow-semantic-versioning.html
# custom:
#   level: warning
#   confidence: medium
#   selects:
#     resources: ["AWS::ImageBuilder::ImageRecipe", "AWS::ImageBuilder::ContainerRecipe"]
#   controls:
#     nist-800-53: [CM-2]
#     ssdf: [PW.4.1]
package plimsoll.rules.image_builder.unpinned_component

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

deny contains finding.on(id, ["Components", i, "ComponentArn"], message) if {
	some type in ["AWS::ImageBuilder::ImageRecipe", "AWS::ImageBuilder::ContainerRecipe"]
	some id, recipe in facts.resources(type)
	some i, component in facts.elements(recipe, ["properties", "Components"])
	arn := facts.get(component, ["ComponentArn"], "")
	somebodys(arn)
	texts := facts.texts(arn)
	named := regex.find_n(`[^/:]+/[0-9x]+[.][0-9x]+[.]x$`, texts[count(texts) - 1], 1)[0]
	message := sprintf("%v takes whatever version is newest on the day of the build: name one", [named])
}

# Components of AWS stand in the account `aws`; whose it is must be known.
somebodys(arn) if {
	is_string(arn)
	regex.match(`^arn:[^:]+:imagebuilder:[^:]*:[0-9]{12}:component/`, arn)
}

somebodys(arn) if {
	some text in facts.texts(arn)
	regex.match(`:[0-9]{12}:component/`, text)
}

# An account that is known at deployment only is an account.
somebodys(arn) if {
	some part in arn["$text"]
	is_string(part)
	startswith(part, ":component/")
}
