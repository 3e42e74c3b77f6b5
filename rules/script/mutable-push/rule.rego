# METADATA
# title: This push moves a tag
# description: >-
#   A tag that every push moves names another image tomorrow. Nobody can tell from it what runs, a rollback gets whatever
#   it names by then, and a repository with immutable tags refuses the second push.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/docker-push-ecr-image.html
# custom:
#   level: warning
#   confidence: high
#   selects:
#     documents: [shell-script]
#   options:
#     words:
#       description: The words by which a tag moves, alone or as its first or last part
#       type: array
#       items: {type: string}
#       uniqueItems: true
#       default: [
#         latest, main, master, trunk, head, develop, development, dev, test, testing, qa, uat, stag, stage, staging, stg,
#         preprod, prod, production, live, release, current, stable, edge, nightly, canary, next, preview, beta, alpha,
#         snapshot, lts]
#   controls:
#     nist-800-53: [CM-2]
#     ssdf: [PS.3.1]
package plimsoll.rules.script.mutable_push

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding
import data.plimsoll.lib.shell
import data.plimsoll.lib.tags

deny contains finding.at(shell.word_at(push, push.word), message) if {
	some push in moving
	not accompanied(push)
	message := sprintf("%v: what is deployed by that name changes without a trace", [what(push)])
}

# The image has, or may have, a name of its own as well; the tag is a pointer beside it.
deny contains finding.with_level(finding.at(shell.word_at(push, push.word), message), "info") if {
	some push in moving
	accompanied(push)
	message := sprintf("%v%v", [what(push), beside(push)])
}

# What nobody can read is counted.
deny contains finding.undecided(["documents", i, "content", "commands", j], command) if {
	some i, script in shell.scripts
	some j, command in facts.elements(script.content, ["commands"])
	facts.unknown(command)
}

# So is an image of which no part is known.
deny contains finding.undecided(shell.word_at(push, push.word), push.image) if {
	some push in shell.pushes
	facts.unknown(push.image)
	facts.texts(push.image) == []
}

moving := [push |
	some push in shell.pushes
	image := push.image
	not shell.here(image)
	moves(image)
]

what(push) := "this push moves latest (it names no tag)" if {
	segment := shell.segment(push.image)
	not contains(segment, ":")
} else := sprintf("this push moves the tag %v", [shell.tag(push.image)])

beside(push) := " beside another tag: a repository with immutable tags refuses it" if {
	certainly_accompanied(push)
} else := ": what is deployed by that name changes, unless the script pushes another tag too"

# Whether the script may push the image under a name that stays as well.
accompanied(push) if certainly_accompanied(push)

certainly_accompanied(push) if {
	some other in shell.pushes
	other.script == push.script
	image := other.image
	not shell.here(image)
	not moves(image)
	may_be_same(image, push.image)
}

accompanied(push) if {
	script := push.script
	some j, command in shell.scripts[script].content.commands
	j != push.number
	not signs_in(script, command)
	may_push(command)
}

# `$(aws ecr get-login)` runs a login.
signs_in(script, command) if {
	some number in facts.elements(command, ["from"])
	some source in shell.commands
	source.script == script
	source.number == number
	source.program == "aws"
	"get-login" in source.words
}

moves(image) if tags.word(shell.tag(image), input.options.words)

may_be_same(one, other) if repository(one) == repository(other)

may_be_same(one, _) if facts.texts(one) == []

repository(image) := regex.replace(image, `:[^:/]*$`, "") if {
	is_string(image)
} else := regex.replace(concat("", [text | some part in image["$text"]; text := held(part)]), `:[^:/]*$`, "")

held(part) := "\u0000" if {
	part == null
} else := part

# A command that is not known, or one that may be a push of something that is not known.
may_push(command) if facts.unknown(command)

may_push(command) if facts.unknown(facts.get(command, ["words"], []))

may_push(command) if {
	words := facts.get(command, ["words"], [])
	is_array(words)
	skip := shell.before(words)
	some k in [0, skip, skip + 1]
	facts.texts(words[k]) == []
	shell.program_at(words, skip) in shell.docker | {""}
}

may_push(command) if {
	words := facts.get(command, ["words"], [])
	is_array(words)
	skip := shell.before(words)
	shell.program_at(words, skip) in shell.docker
	verb := words[skip + 1]
	some k, word in words
	k > skip + 1
	facts.texts(word) == []
	may_be_pushed(verb, words[k - 1])
}

may_be_pushed(verb, _) if verb in {"push", "image", "manifest"}

# `--push` itself may be what is not known.
may_be_pushed(verb, previous) if {
	verb in {"build", "buildx"}
	not previous in shell.docker_valued
}
