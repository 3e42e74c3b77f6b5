# METADATA
# title: Build instances answer metadata requests without a token
# description: >-
#   With version 1 of the instance metadata service a request that a build is tricked into sends back the credentials of
#   its instance profile, which may write images.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_InstanceMetadataOptions.html
# custom:
#   level: warning
#   confidence: high
#   fix: unsafe
#   selects:
#     resources: ["AWS::ImageBuilder::InfrastructureConfiguration"]
#   controls:
#     nist-800-53: [AC-3, AC-6]
package plimsoll.rules.image_builder.imdsv1_allowed

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

tokens := ["InstanceMetadataOptions", "HttpTokens"]

deny contains finding.with_suggestion(
	finding.on(id, tokens, message(infrastructure)),
	"require tokens",
	[finding.set(facts.at(id, tokens), "required")],
) if {
	some id, infrastructure in facts.resources("AWS::ImageBuilder::InfrastructureConfiguration")
	facts.property(infrastructure, tokens, "optional") == "optional"
}

deny contains finding.undecided(facts.at(id, tokens), value) if {
	some id, infrastructure in facts.resources("AWS::ImageBuilder::InfrastructureConfiguration")
	value := facts.property(infrastructure, tokens, "optional")
	facts.unknown(value)
}

message(infrastructure) := "HttpTokens is not set, and its default is optional: build instances take metadata requests without a token" if {
	facts.absent(infrastructure, tokens)
} else := "HttpTokens is optional: build instances take metadata requests without a token"
