# METADATA
# title: The address of this registry is written out
# description: >-
#   The repository is made by this very template, in whatever account and region it is deployed to, and the image is taken
#   from one account and one region. Deployed anywhere else, the stack runs images of the wrong registry, or none.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-repository.html
# custom:
#   level: info
#   confidence: high
#   fix: none
#   selects:
#     images: true
#     sees: ["AWS::ECR::Repository"]
#     project: ["AWS::ECR::Repository"]
#   controls:
#     nist-800-53: [CM-2]
package plimsoll.rules.image.hardcoded_registry

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

deny contains finding.with_related(finding.at(["images", i], message), [there]) if {
	some i, image in input.images
	facts.is(image.registry.kind, "ecr")
	source := image.repository.resource
	source.file == input.file.path
	repository := facts.resources("AWS::ECR::Repository")[source.id]
	name := image.repository.name
	is_string(name)
	facts.property(repository, ["RepositoryName"], null) == name
	where := fixed(image.registry)
	message := sprintf("%v written out, though this template makes the repository: use a reference to %v", [where, source.id])
	there := finding.place(source.file, ["resources", source.id], "this is in the account and region of the stack")
}

# What of the address is the same wherever the stack is deployed.
fixed(registry) := sprintf("account %v and region %v are", [registry.account, registry.region]) if {
	is_string(registry.account)
	is_string(registry.region)
} else := sprintf("account %v is", [registry.account]) if {
	is_string(registry.account)
} else := sprintf("region %v is", [registry.region]) if {
	is_string(registry.region)
}
