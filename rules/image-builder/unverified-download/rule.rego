# METADATA
# title: This component runs what it downloads without a check
# description: >-
#   A file from the internet becomes part of every image that is built with this component, whatever its server sends
#   that day: nothing compares it with a checksum or a signature before it runs.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html
#   - https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html
# custom:
#   level: warning
#   confidence: medium
#   selects:
#     documents: [image-builder-component]
#   controls:
#     ssdf: [PW.4.4]
package plimsoll.rules.image_builder.unverified_download

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

# What arrives in a shell has run before anything could check it.
deny contains finding.at(command.at, message) if {
	some i, _ in components
	some command in commands[i]
	some line in command.lines
	contains(lower(line), "http")
	regex.match(straight, line)
	message := sprintf("%v is run as it arrives: download it to a file and compare that with a checksum first", [url(line)])
}

deny contains finding.at(command.at, message) if {
	some i, _ in components
	not checked(i)
	some command in commands[i]
	some line in command.lines
	name := downloaded(line)
	not regex.match(straight, line)
	run(i, name)
	message := sprintf("%v is run as it was downloaded: compare it with a checksum first", [name])
}

# The action of Image Builder for it takes a checksum.
deny contains finding.at(array.concat(step.at, ["inputs", k, "source"]), message) if {
	some i, _ in components
	not checked(i)
	some step in steps[i]
	step.action == "WebDownload"
	is_array(step.inputs)
	some k, file in step.inputs
	facts.get(file, ["checksum"], null) == null
	source := facts.get(file, ["source"], null)
	is_string(source)
	startswith(source, "http")
	name := base(facts.get(file, ["destination"], null))
	run(i, name)
	message := sprintf("%v is run as it was downloaded: give the step its `checksum` and `algorithm`", [name])
}

components := {i: document | some i, document in input.documents; document.kind == "image-builder-component"}

steps[i] := [{"at": at, "action": action, "inputs": inputs} |
	some j, phase in facts.elements(components[i].content, ["phases"])
	some k, step in facts.elements(phase, ["steps"])
	at := ["documents", i, "content", "phases", j, "steps", k]
	action := facts.get(step, ["action"], null)
	inputs := facts.get(step, ["inputs"], {})
] if {
	some i, _ in components
}

scripts := {"ExecuteBash", "ExecutePowerShell"}

# The commands of all scripts, a continued line as one.
commands[i] := [{"at": array.concat(step.at, ["inputs", "commands", j]), "lines": lines} |
	some step in steps[i]
	step.action in scripts
	some j, text in facts.elements(step.inputs, ["commands"])
	is_string(text)
	lines := [line |
		some line in split(replace(text, "\\\n", " "), "\n")
		not regex.match(`^\s*(#|(echo|printf)\b[^|]*$|(echo|printf) +("[^"]*"|'[^']*')\s*$)`, line)
	]
] if {
	some i, _ in components
}

# Whose address is known: a bucket or a server of one's own often is not.
straight := `(\b(curl|wget)\b[^|;&]*https?://[0-9A-Za-z][^|;&]*[|] *(sudo( -\S+)* +)?(\S*/)?((ba|da|z|k)?sh\b|(python[0-9.]*|perl)\s*($|[;&|)]|-(\s|$))))|(?i:\b(iex|invoke-expression)\b.*https?://[0-9a-z])|(?i:https?://[0-9a-z].*[|] *(iex|invoke-expression)\b)`

url(line) := regex.find_n(`https?://[^\s"'|;&)]+`, line, 1)[0]

# The name of the file that a line writes.
downloaded(line) := name if {
	contains(line, "http")
	regex.match(`(\b(curl|wget)\b|(?i:\b(iwr|invoke-webrequest)\b)).*https?://[0-9A-Za-z]`, line)
	name := written(line)
	regex.match(`^[0-9A-Za-z._-]+$`, name)
}

written(line) := base(split(found, " ")[1]) if {
	found := regex.find_n(`(-o|-O|--output|--output-document|(?i:-outfile)|>) +["']?[^\s"'-][^\s"';&|]*`, line, 1)[0]
	contains(found, " ")
} else := base(regex.replace(url(line), `[?#].*$`, "")) if {
	regex.match(`\bwget\b|\bcurl\b.* (-[A-Za-z]*O\b|--remote-name\b)`, line)
}

base(path) := parts[count(parts) - 1] if {
	is_string(path)
	parts := split(replace(trim(path, `"'`), `\`, "/"), "/")
}

# Whether a file is started, installed or given to an interpreter.
run(i, name) if {
	some command in commands[i]
	some line in command.lines
	starts(line, name)
}

run(i, name) if {
	some step in steps[i]
	step.action in {"ExecuteBinary", "InstallMSI"}
	base(facts.get(step.inputs, ["path"], "")) == name
}

starts(line, name) if {
	contains(line, name)
	escaped := replace(name, ".", "[.]")
	rest := concat("", [escaped, `($|[\s"';&|)])`])
	pattern := sprintf("%v(%v +[\"']?%v?%v|[\"']?%v%v)", [first, interpreter, folder, rest, folder, rest])
	regex.match(pattern, line)
}

# Where a command begins.
first := `(^|[;&|(]|\b(then|do) )\s*(sudo( -\S+)* +)?`

folder := `([^\s"';&|]*[/\\])`

# What runs or installs the file that is named behind it.
interpreter := `((ba|da|z|k)?sh( -\S+)*|source|[.]|python3?|perl|rpm( -\S+)+|dpkg( -\S+)+|(yum|dnf|zypper|apt|apt-get)( -\S+)* (install|localinstall)( -\S+)*|installer .*-pkg|msiexec.*|(?i:start-process.*))`

# What is not known may be the check.
checked(i) if {
	some step in steps[i]
	step.action in scripts
	some command in facts.elements(step.inputs, ["commands"])
	facts.unknown(command)
}

checked(i) if {
	some step in steps[i]
	facts.unknown(step.action)
}

checked(i) if {
	some phase in facts.elements(components[i].content, ["phases"])
	facts.unknown(phase)
}

# Whether something in the document compares a checksum or a signature.
checked(i) if {
	some command in commands[i]
	some line in command.lines
	regex.match(`(?i)\b(sha[0-9]*sum|shasum|md5sum|b2sum|gpgv?2?|cosign|minisign|signify|openssl (dgst|cms|smime)|rpm (-K|--checksig)|rpmkeys|get-filehash|get-authenticodesignature|signtool|certutil|slsa-verifier|gh attestation)\b`, line)
}
