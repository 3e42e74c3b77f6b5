# METADATA
# title: A token of npm is written out
# description: >-
#   Whoever has the repository, or any copy of it, can use the token until it is withdrawn: to read packages, and where it
#   may, to publish them.
# scope: package
# related_resources:
#   - https://docs.npmjs.com/using-private-packages-in-a-ci-cd-workflow
#   - https://docs.aws.amazon.com/codeartifact/latest/ug/npm-auth.html
# custom:
#   level: error
#   confidence: high
#   selects:
#     documents: [npmrc]
#   controls:
#     ssdf: [PO.5.2, PS.1.1]
package plimsoll.rules.npm.literal_token

import data.plimsoll.lib.finding

deny contains finding.at(["documents", i, "content", key], message) if {
	some i, document in input.documents
	document.kind == "npmrc"
	is_object(document.content)
	some key, value in document.content
	regex.match(`(^|:)(_authToken|_auth|_password)$`, key)
	is_string(value)
	not regex.match(`^//(localhost|127[.]0[.]0[.]1)[:/]`, key)
	secret(value)
	message := sprintf("%v is written out: whoever has this file can use it", [name(key)])
}

name(key) := parts[count(parts) - 1] if parts := split(key, ":")

# Not empty, and nothing that somebody is to fill in.
secret(value) if {
	count(value) > 3
	not regex.match(`[$<>{}%@]`, value)
	not regex.match(`^([*.]+|[xX]+|(?i)((your|my|the|npm|auth)[-_ ]?)*(token|password|secret|key)([-_ ]?here)?|(?i)(changeme|todo|dummy|placeholder|none|null|undefined|false|true))$`, value)
	not regex.match(`(?i)(^|[^a-z])(your|replace|insert|change|enter|placeholder|example|dummy|fake|redacted|todo|here)([^a-z]|$)|x{4}|0{8}`, value)
	not regex.match(`(?i)^[_\[]*([a-z]+[-_ ])*(token|password|secret|key)[_\]]*$`, value)
}
