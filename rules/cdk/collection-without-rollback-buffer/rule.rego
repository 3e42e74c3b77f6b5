# METADATA
# title: Garbage collection deletes what a rollback needs
# description: >-
#   Without a rollback buffer `cdk gc` deletes at once every image that no deployed template names. The release before
#   the last is not deployed any more: a rollback to it finds its image gone.
# scope: package
# related_resources:
#   - https://github.com/aws/aws-cdk-cli/blob/main/packages/aws-cdk/README.md#cdk-gc
# custom:
#   level: warning
#   confidence: high
#   selects:
#     documents: [shell-script]
#   options:
#     days:
#       description: The fewest days for which what is not deployed any more is kept
#       type: integer
#       minimum: 1
#       default: 1
#   controls:
#     nist-800-53: [CP-9]
#     ssdf: [PS.3.1]
package plimsoll.rules.cdk.collection_without_rollback_buffer

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding
import data.plimsoll.lib.shell

# The options of `cdk` and of what runs it that take a word.
valued := {
	"-a", "--app", "-c", "--context", "--profile", "--unstable", "--action", "--type", "--rollback-buffer-days",
	"--rollbackBufferDays", "--created-buffer-days", "--createdBufferDays", "--toolkit-stack-name",
	"--bootstrap-stack-name", "-r", "--role-arn", "-o", "--output", "--ca-bundle-path", "--proxy", "-p", "--package",
}

buffer := {"--rollback-buffer-days", "--rollbackBufferDays"}

deny contains finding.at(shell.word_at(entry, k), message) if {
	some entry in collecting
	k := gc(entry)
	count(shell.values(entry, buffer)) == 0
	message := "cdk gc without --rollback-buffer-days deletes images as soon as they are not deployed any more: a rollback does not find them"
}

deny contains finding.at(shell.word_at(entry, given.word), message) if {
	some entry in collecting
	some given in shell.values(entry, buffer)
	is_string(given.value)
	regex.match(`^[0-9]{1,6}$`, given.value)
	to_number(given.value) < input.options.days
	message := sprintf("a rollback buffer of %v days is shorter than the %v that a rollback may need: cdk gc deletes its images", [given.value, input.options.days])
}

# The calls that delete images. What cannot be known may be the option that is missing.
collecting := [entry |
	some entry in shell.commands
	gc(entry)
	every word in array.slice(entry.words, entry.skip, count(entry.words)) {
		facts.texts(word) != []
	}
	every given in shell.values(entry, {"--action"}) {
		given.value == "full"
	}
	every given in shell.values(entry, {"--type"}) {
		given.value in {"all", "ecr"}
	}
]

# The number of the word `gc`.
gc(entry) := number if {
	entry.program == "cdk"
	numbers := shell.arguments(entry, valued)
	number := numbers[0]
	entry.words[number] == "gc"
} else := number if {
	entry.program in {"npx", "bunx", "yarn", "pnpm", "pnpx"}
	numbers := [number |
		some number in shell.arguments(entry, valued)
		word := entry.words[number]
		not word in {"run", "exec", "dlx"}
	]
	regex.match(`^(cdk|aws-cdk(@.+)?)$`, entry.words[numbers[0]])
	number := numbers[1]
	entry.words[number] == "gc"
}
