# METADATA
# title: This build exports a secret
# description: >-
#   The value of an exported variable is kept in plain text with the build, where everybody who may read builds sees it,
#   and it becomes an output variable of the pipeline.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html
#   - https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ExportedEnvironmentVariable.html
# custom:
#   level: error
#   confidence: high
#   fix: safe
#   selects:
#     documents: [codebuild-buildspec]
#   options:
#     names:
#       description: Regular expression (RE2) for the names of variables that hold secrets, in upper case
#       type: string
#       default: '(^|_)(PASSWORD|PASSWD|SECRET|TOKEN|CREDENTIALS?|AUTH|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|SECRET_?KEY)$'
#   controls:
#     ssdf: [PO.5.2]
package plimsoll.rules.buildspec.exported_secret

import data.plimsoll.lib.buildspec
import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

deny contains finding.with_fix(found, title, edits) if {
	some i, spec in buildspec.all
	some j, why in secrets[i]
	why != named
	found := exported(i, spec, j, why)
	title := sprintf("no longer export %v", [spec.content.env["exported-variables"][j]])
	edits := [finding.remove(removed(i, j))]
}

# A name says little: a later action may need the value.
deny contains finding.with_suggestion(found, title, edits) if {
	some i, spec in buildspec.all
	some j, why in secrets[i]
	why == named
	found := exported(i, spec, j, why)
	title := sprintf("no longer export %v", [spec.content.env["exported-variables"][j]])
	edits := [finding.remove(removed(i, j))]
}

exported(i, spec, j, why) := finding.at(["documents", i, "content", "env", "exported-variables", j], message) if {
	name := spec.content.env["exported-variables"][j]
	message := sprintf("%v %v, and is exported: whoever may read the build reads it in plain text", [name, why])
}

named := "is called like a secret"

# By document and position in the list.
secrets[i] := found if {
	some i, spec in buildspec.all
	found := {j: why |
		some j, name in facts.elements(spec.content, ["env", "exported-variables"])
		why := secret(i, spec, name)
	}
}

# The entry. Where no other one is left the list goes, and `env` where nothing else is in it.
removed(i, j) := array.concat(["documents", i, "content", "env"], path) if {
	env := input.documents[i].content.env
	left := count(env["exported-variables"]) - count(secrets[i])
	path := shortest(left, count(env) - 1, j)
}

shortest(0, 0, _) := []

shortest(0, others, _) := ["exported-variables"] if others > 0

shortest(left, _, j) := ["exported-variables", j] if left > 0

# Why a variable holds a secret. CodeBuild exports none whose name begins with AWS_.
secret(i, spec, name) := why if {
	is_string(name)
	not startswith(name, "AWS_")
	why := evidence(i, spec, name)
}

evidence(i, spec, name) := "comes from Secrets Manager" if {
	is_string(facts.get(spec.content, ["env", "secrets-manager", name], null))
} else := sprintf("is what `%v` gives", [command]) if {
	some line in fetching[i]
	command := fetched(line, name)
} else := named if {
	regex.match(input.options.names, upper(name))
}

# The lines that fetch a secret, by document.
fetching[i] := lines if {
	some i, spec in buildspec.all
	lines := {line | some line in buildspec.all_lines(spec); regex.match(`\bget-(authorization-token|login-password|secret-value)\b`, line)}
}

# The command that gives a secret, where a line puts its result into the variable.
fetched(line, name) := command if {
	regex.match(`^[A-Za-z_][0-9A-Za-z_]*$`, name)
	contains(line, concat("", [name, "="]))
	some command in ["get-authorization-token", "get-login-password", "get-secret-value"]
	regex.match(sprintf("(^|[\\s;&])%v=[\"']?([$][(]|`)[^)`]*\\b%v\\b", [name, command]), line)
}
