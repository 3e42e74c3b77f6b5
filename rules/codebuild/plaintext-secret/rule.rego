# METADATA
# title: A secret stands in this project in plain text
# description: >-
#   An environment variable of type PLAINTEXT is shown to everybody who may look at the project or at one of its builds,
#   and it stands in the template for ever.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/codebuild/latest/APIReference/API_EnvironmentVariable.html
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html#codebuild-2
# custom:
#   level: warning
#   confidence: medium
#   selects:
#     resources: ["AWS::CodeBuild::Project"]
#   options:
#     names:
#       description: Regular expression (RE2) for the names of variables that hold secrets
#       type: string
#       default: '^AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)$|(^|_)(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY)$'
#   controls:
#     security-hub: [CodeBuild.2]
#     ssdf: [PO.5.2]
package plimsoll.rules.codebuild.plaintext_secret

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

deny contains finding.on(id, ["Environment", "EnvironmentVariables", i, "Value"], message) if {
	some id, project in facts.resources("AWS::CodeBuild::Project")
	some i, variable in facts.elements(project, ["properties", "Environment", "EnvironmentVariables"])
	facts.get(variable, ["Type"], "PLAINTEXT") == "PLAINTEXT"
	name := facts.get(variable, ["Name"], null)
	is_string(name)
	regex.match(input.options.names, upper(name))
	value := facts.get(variable, ["Value"], null)
	written_out(value)
	message := sprintf("%v is a secret in plain text: everybody who may see the project or its builds reads it", [name])
}

# A value that could be a secret: not empty, no switch, no place where a secret is kept.
written_out(value) if {
	is_string(value)
	count(value) > 3
	not regex.match(`^(arn:|/|https?://|s3://)`, value)
	not regex.match(`(?i)^(true|false|none|null|dummy|todo|changeme|placeholder|<.*>|\*+|x+)$`, value)
}
