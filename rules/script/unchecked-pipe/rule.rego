# METADATA
# title: A failure in front of this pipe goes unnoticed
# description: >-
#   A pipeline ends as its last command does. Where that one succeeds whatever it reads, the script goes on after a build
#   or a download has failed, with what was there before.
# scope: package
# related_resources:
#   - https://www.gnu.org/software/bash/manual/html_node/Pipelines.html
#   - https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
#   - https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html
# custom:
#   level: info
#   confidence: high
#   selects:
#     documents: [shell-script]
#   controls:
#     ssdf: [PO.3.2]
package plimsoll.rules.script.unchecked_pipe

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding
import data.plimsoll.lib.shell

deny contains finding.at(entry.at, message) if {
	some entry in shell.commands
	number := facts.get(entry.command, ["pipe"], null)
	is_number(number)
	facts.is_false(facts.get(entry.command, ["pipefail"], true))
	facts.get(entry.command, ["failure"], "ignore") in {"stop", "skip"}
	what := made(entry)
	some reader in shell.commands
	reader.script == entry.script
	reader.number == number
	succeeds(reader)
	facts.get(reader.command, ["pipe"], null) == null
	message := sprintf("if %v fails here, %v succeeds all the same and the script goes on", [what, reader.program])
}

# Programs that succeed whatever they read.
indifferent := {"tee", "cat", "tail", "head", "sed", "awk", "tr", "cut", "sort", "ts", "base64", "gzip", "pigz", "zstd", "xz"}

succeeds(reader) if reader.program in indifferent

# A shell runs what arrived before the failure.
succeeds(reader) if {
	reader.program in {"sh", "bash"}
	count(shell.arguments(reader, {"-o", "-O", "-c"})) == 0
}

# What makes, fetches or publishes an artifact.
made(entry) := sprintf("%v %v", [program, verbs[0]]) if {
	program := entry.program
	program in shell.docker
	verbs := shell.verbs(entry, shell.docker_valued)
	verbs[0] in {"build", "buildx", "push", "pull", "save", "export"}
} else := sprintf("%v %v", [program, verbs[0]]) if {
	program := entry.program
	words := publishing[program]
	verbs := shell.verbs(entry, {"-f", "-c", "--profile", "-P", "--app", "-a", "--prefix"})
	verbs[0] in words
} else := program if {
	program := entry.program
	program in {"curl", "wget"}
	some k in shell.arguments(entry, {"-H", "--header", "-o", "-O", "-X", "-u", "-d", "--data"})
	some part in facts.texts(entry.words[k])
	regex.match(`^https?://`, part)
}

publishing := {
	"npm": {"publish", "pack"}, "pnpm": {"publish", "pack"}, "yarn": {"publish", "pack"}, "mvn": {"deploy", "package"},
	"cdk": {"deploy", "synth"}, "twine": {"upload"}, "helm": {"package", "push"}, "sam": {"build", "package", "deploy"},
}
