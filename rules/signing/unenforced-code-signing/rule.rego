# METADATA
# title: Unsigned code is deployed with a warning only
# description: >-
#   A code-signing configuration that only warns lets unsigned and expired code through. The warning is a metric that
#   somebody would have to look at.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning-create.html
# custom:
#   level: warning
#   confidence: high
#   fix: unsafe
#   selects:
#     resources: ["AWS::Lambda::CodeSigningConfig"]
#     constructs: [aws_lambda.CodeSigningConfig]
#   controls:
#     nist-800-53: [SI-7]
#     ssdf: [PS.2.1]
package plimsoll.rules.signing.unenforced_code_signing

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

policy := ["CodeSigningPolicies", "UntrustedArtifactOnDeployment"]

deny contains finding.with_suggestion(
	finding.on(id, policy, message(id, configuration)),
	"refuse code that is not signed",
	[finding.set(facts.at(id, policy), "Enforce")],
) if {
	some id, configuration in facts.resources("AWS::Lambda::CodeSigningConfig")
	facts.property(configuration, policy, "Warn") == "Warn"
}

deny contains finding.undecided(facts.at(id, policy), value) if {
	some id, configuration in facts.resources("AWS::Lambda::CodeSigningConfig")
	value := facts.property(configuration, policy, "Warn")
	facts.unknown(value)
}

message(id, configuration) := "UntrustedArtifactOnDeployment is not set, and its default is Warn: unsigned code is deployed" if {
	unset(id, configuration)
} else := "UntrustedArtifactOnDeployment is Warn: unsigned code is deployed"

unset(_, configuration) if facts.absent(configuration, policy)

# CDK writes its default out.
unset(id, _) if {
	some construct in input.constructs
	construct.id == id
	facts.get(construct.arguments, ["untrustedArtifactOnDeployment"], null) == null
}
