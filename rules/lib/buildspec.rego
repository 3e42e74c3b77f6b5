# METADATA
# title: Build specifications of CodeBuild
# description: |
#   The build specifications among `input.documents`, which a rule selects as `codebuild-buildspec`, and the commands of
#   their phases. Whether one is a file, a text in a template or an object in CDK code makes no difference.
package plimsoll.lib.buildspec

import data.plimsoll.lib.facts

# By their number among the documents.
all := {i: document | some i, document in input.documents; document.kind == "codebuild-buildspec"}

# The commands of a phase, in their order: `at` is the path below the content, `text` what is known of the command. Of
# a command of which nothing is known the text is `nothing`.
commands(spec, phase) := array.concat(block(spec, phase, "commands"), block(spec, phase, "finally"))

nothing := "${?}"

# The lines of a command, a continued line as one.
lines(text) := split(replace(text, "\\\n", " "), "\n")

# The lines of all commands of all phases.
all_lines(spec) := {line |
	some phase in ["install", "pre_build", "build", "post_build"]
	some command in commands(spec, phase)
	some line in lines(command.text)
}

# A single command may stand in the place of a list.
block(spec, phase, name) := [{"at": ["phases", phase, name], "text": text}] if {
	text := written(facts.get(spec.content, ["phases", phase, name], null))
} else := [{"at": ["phases", phase, name, i], "text": text} |
	some i, command in facts.elements(spec.content, ["phases", phase, name])
	text := written(command)
]

# What is known of a text: a hole is a variable that nobody knows.
written(value) := value if is_string(value)

written(value) := concat("", [part | some piece in value["$text"]; part := shown(piece)]) if value["$text"]

written(value) := nothing if {
	facts.unknown(value)
	not value["$text"]
}

shown(piece) := piece if is_string(piece)

shown(null) := nothing
