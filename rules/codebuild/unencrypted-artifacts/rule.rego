# METADATA
# title: This project writes its artifacts unencrypted
# description: >-
#   CodeBuild encrypts what it writes to S3 unless it is told not to. Whoever gets at the objects reads them.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ProjectArtifacts.html
# custom:
#   level: warning
#   confidence: high
#   fix: safe
#   selects:
#     resources: ["AWS::CodeBuild::Project"]
#   controls:
#     nist-800-53: [SC-28]
#   aliases: [CKV_AWS_78]
package plimsoll.rules.codebuild.unencrypted_artifacts

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

deny contains finding.with_fix(
	finding.on(id, path, "EncryptionDisabled is true: what this project builds is stored in the clear"),
	"encrypt artifacts",
	[finding.set(facts.at(id, path), false)],
) if {
	some id, project in facts.resources("AWS::CodeBuild::Project")
	some path, artifacts in outputs(project)
	facts.get(artifacts, ["Type"], null) == "S3"
	facts.is_true(facts.get(artifacts, ["EncryptionDisabled"], false))
}

# What a project writes, by the path of the switch.
outputs(project) := object.union(main, others) if {
	main := {["Artifacts", "EncryptionDisabled"]: facts.property(project, ["Artifacts"], {})}
	others := {["SecondaryArtifacts", i, "EncryptionDisabled"]: artifacts |
		some i, artifacts in facts.elements(project, ["properties", "SecondaryArtifacts"])
	}
}
