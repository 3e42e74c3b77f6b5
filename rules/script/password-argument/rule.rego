# METADATA
# title: A password stands on the command line
# description: >-
#   What stands on a command line is seen by every process on the machine and is kept by histories, traces and logs. A
#   password that is written out is in the history of the repository besides.
# scope: package
# related_resources:
#   - https://docs.docker.com/reference/cli/docker/login/#password-stdin
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html
# custom:
#   level: error
#   confidence: high
#   selects:
#     documents: [shell-script]
#   controls:
#     security-hub: [CodeBuild.2]
#     ssdf: [PO.5.2]
package plimsoll.rules.script.password_argument

import data.plimsoll.lib.finding
import data.plimsoll.lib.shell

# Who logs in where, and the words that say so.
logins := {
	"docker": ["login"], "podman": ["login"], "nerdctl": ["login"], "finch": ["login"], "buildah": ["login"],
	"skopeo": ["login"], "oras": ["login"], "regctl": ["registry", "login"], "helm": ["registry", "login"],
	"crane": ["auth", "login"], "twine": ["upload"],
}

valued := {"-u", "--username", "-p", "--password", "--config", "--context", "-c", "-H", "--host", "-l", "--log-level", "--authfile"}

# Written out.
deny contains finding.at(shell.word_at(entry, given.word), message) if {
	some entry in logging_in
	some given in shell.values(entry, {"-p", "--password"})
	written_out(given.value)
	message := sprintf("the password of %v is written out: everybody who reads this script has it", [entry.program])
}

# Put in by the shell, from a variable or the output of a command, or by somebody later.
deny contains finding.with_level(finding.at(shell.word_at(entry, given.word), message), "warning") if {
	some entry in logging_in
	some given in shell.values(entry, {"-p", "--password"})
	value := given.value
	not written_out(value)
	message := sprintf("%v gets the password as an argument, which every process on the machine and many logs can see", [entry.program])
}

# The old way to log in to ECR: what it prints has the password in it, and is run.
deny contains finding.with_level(finding.at(shell.word_at(entry, k), message), "warning") if {
	some entry in shell.commands
	entry.program == "aws"
	numbers := shell.arguments(entry, {"--region", "--profile", "--registry-ids", "--endpoint-url", "--output", "--query"})
	entry.words[numbers[0]] == "ecr"
	k := numbers[1]
	entry.words[k] == "get-login"
	message := "get-login puts the password on a command line, and version 2 of the AWS CLI does not have it"
}

logging_in := [entry |
	some entry in shell.commands
	wanted := logins[entry.program]
	verbs := shell.verbs(entry, valued)
	array.slice(verbs, 0, count(wanted)) == wanted
]

# Somebody's password: no placeholder, none of a registry for tests, and no option that follows because the password is
# missing.
written_out(value) if {
	is_string(value)
	value != ""
	not regex.match(`^(-.*|<.*>|[*]+|[xX]+|(?i:your|my|the)?[-_ ]?(?i:password|token|secret)|(?i:changeme|todo|dummy|placeholder|admin|guest|root|test))$`, value)
}
