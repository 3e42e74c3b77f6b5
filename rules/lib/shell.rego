# METADATA
# title: Shell scripts
# description: |
#   The commands of every script among `input.documents`, which a rule selects as `shell-script`: files, steps of
#   workflows, and what build specifications run. A word is a text, or an unknown that keeps its known parts. What may be
#   an option, or belong to one, is never taken for an argument.
package plimsoll.lib.shell

import data.plimsoll.lib.facts

scripts := {i: document | some i, document in input.documents; document.kind == "shell-script"}

# Every command that is known to have a name: `script` is the number of the document, `number` that of the command in
# it, `at` the path of the command, `words` its words, `skip` how many of them come before the name of the program, which
# is `program` without its folder.
commands := [{"script": i, "number": j, "at": ["documents", i, "content", "commands", j], "command": command, "words": words, "skip": named[0], "program": named[1]} |
	some i, document in scripts
	some j, command in facts.elements(document.content, ["commands"])
	words := facts.get(command, ["words"], [])
	is_array(words)
	named := program_word(words)
]

# Programs that run another one.
runners := {"sudo", "exec", "command", "time", "nohup", "nice", "env"}

# The number of the word that names the program, and that name without its folder.
program_word(words) := [0, name] if {
	name := program_at(words, 0)
	not name in runners
} else := [skip, program_at(words, skip)] if {
	candidates := [k |
		some k, word in words
		k > 0
		is_string(word)
		not startswith(word, "-")
		not contains(word, "=")
	]
	skip := candidates[0]
} else := [0, program_at(words, 0)]

# How many words come before that one.
before(words) := program_word(words)[0]

program_at(words, k) := name if {
	is_string(words[k])
	parts := split(words[k], "/")
	name := parts[count(parts) - 1]
} else := ""

# The path of a word.
word_at(entry, k) := array.concat(entry.at, ["words", k])

# The numbers of the words that are neither options nor what options take: `valued` are the options that take a word.
arguments(entry, valued) := [k |
	words := entry.words
	some k, word in words
	k > entry.skip
	not option(word)
	facts.texts(word) != []
	not taken(words, k, valued)
]

option(word) if {
	some part in [facts.texts(word)[0]]
	startswith(part, "-")
	not hidden_start(word)
}

hidden_start(word) if {
	parts := word["$text"]
	parts[0] == null
}

# Whether a word may belong to the one before it: that is an option that takes one, or it is not known and stands for
# itself.
taken(words, k, valued) if words[k - 1] in valued

taken(words, k, valued) if {
	facts.texts(words[k - 1]) == []
	not follows(words, k - 1, valued)
}

follows(words, k, valued) if words[k - 1] in valued

# The same as words, as far as they are known: `["image", "push"]`. Behind a word that is not known there are none, since
# that may be what the command is to do.
verbs(entry, valued) := [entry.words[k] |
	words := entry.words
	skip := entry.skip
	some k in arguments(entry, valued)
	is_string(words[k])
	not obscured(words, skip, k, valued)
]

obscured(words, skip, k, valued) if {
	some j, word in words
	j > skip
	j < k
	facts.unknown(word)
	not follows(words, j, valued)
}

# What stands behind an option, as `--tag x` or `--tag=x`: the number of its word, and the value.
values(entry, names) := {{"word": k + 1, "value": value} |
	some k, word in entry.words
	k > entry.skip
	word in names
	value := entry.words[k + 1]
} | {{"word": k, "value": value} |
	some k, word in entry.words
	k > entry.skip
	some name in names
	startswith(name, "--")
	value := assigned(word, name)
}

assigned(word, name) := substring(word, count(name) + 1, -1) if {
	is_string(word)
	startswith(word, concat("", [name, "="]))
} else := word if {
	parts := word["$text"]
	start := parts[0]
	is_string(start)
	startswith(start, concat("", [name, "="]))
}

# --- what a word says as the reference of an image

# The part behind the last slash, as far as it is known: all of it, or from its colon on.
segment(word) := parts[count(parts) - 1] if {
	is_string(word)
	parts := split(word, "/")
} else := parts[count(parts) - 1] if {
	end := last(word)
	contains(end, "/")
	parts := split(end, "/")
} else := end if {
	end := last(word)
	contains(end, ":")
}

last(word) := end if {
	parts := word["$text"]
	end := parts[count(parts) - 1]
	is_string(end)
}

digest(word) if {
	some part in facts.texts(word)
	contains(part, "@")
}

# The tag of a reference, where it is known; without one it is `latest`.
tag(word) := name if {
	not digest(word)
	parts := split(segment(word), ":")
	count(parts) > 1
	name := parts[count(parts) - 1]
	name != ""
} else := "latest" if {
	not digest(word)
	end := segment(word)
	end != ""
	not contains(end, ":")
}

# Whether a reference names its image by a tag, known or not.
tagged(word) if {
	is_string(word)
	tag(word)
}

tagged(word) if {
	not is_string(word)
	not digest(word)
	segment(word)
}

# `$REPOSITORY:$TAG`
tagged(word) if {
	parts := word["$text"]
	not digest(word)
	some i, part in parts
	is_string(part)
	contains(part, ":")
	tail := split(part, "/")
	contains(tail[count(tail) - 1], ":")
	every later in array.slice(parts, i + 1, count(parts)) {
		not slashed(later)
	}
}

slashed(part) if {
	is_string(part)
	contains(part, "/")
}

# A registry on this machine, for trying things out.
here(word) if {
	some part in [facts.texts(word)[0]]
	not hidden_start(word)
	regex.match(`^(docker://)?(localhost|127[.]0[.]0[.]1|0[.]0[.]0[.]0|host[.]docker[.]internal|kind-registry|registry[.]localhost)([:/]|$)`, part)
}

# --- programs that know images

docker := {"docker", "podman", "nerdctl", "finch", "buildah"}

docker_valued := {
	"--config", "--context", "-c", "-H", "--host", "-l", "--log-level", "--platform", "-f", "--file", "-t", "--tag",
	"--build-arg", "--target", "--label", "--cache-from", "--cache-to", "--output", "-o", "--progress", "--builder",
	"--secret", "--ssh", "--network", "--authfile", "--creds", "--cert-dir", "--format", "-u", "--username", "-p",
	"--password", "--iidfile", "--metadata-file", "--provenance", "--sbom", "--build-context", "--add-host",
	"--shm-size", "--ulimit", "--pull", "--file-mode", "--sign-by", "--digestfile", "--namespace", "-n",
}

# Every image that is pushed: `image` names it, and `word` is the number of the word that it stands in.
pushes := [object.union(entry, {"word": found.word, "image": found.value}) |
	some entry in commands
	entry.program in docker
	some found in pushed(entry)
]

pushed(entry) := {{"word": last_number, "value": image}} if {
	numbers := arguments(entry, docker_valued)
	names := verbs(entry, docker_valued)
	number := push_verb(names)
	count(numbers) > number + 1
	last_number := numbers[count(numbers) - 1]
	image := entry.words[last_number]
	not all_tags(entry)
} else := values(entry, {"-t", "--tag"}) if {
	names := verbs(entry, docker_valued)
	names[0] in {"build", "buildx", "image"}
	some word in entry.words
	word in {"--push", "--push=true"}
} else := set()

push_verb(names) := 0 if {
	names[0] == "push"
} else := 1 if {
	names[0] in {"image", "manifest"}
	names[1] == "push"
}

all_tags(entry) if {
	some word in entry.words
	word in {"-a", "--all-tags"}
}
