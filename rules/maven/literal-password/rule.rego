# METADATA
# title: A password of Maven is written out
# description: >-
#   Whoever has the file can use the password. One that is encrypted with Maven's own master password stands in braces,
#   and one that the environment gives is not in the file at all.
# scope: package
# related_resources:
#   - https://maven.apache.org/guides/mini/guide-encryption.html
#   - https://docs.aws.amazon.com/codeartifact/latest/ug/maven-mvn.html
# custom:
#   level: error
#   confidence: high
#   selects:
#     documents: [maven-settings]
#   controls:
#     ssdf: [PO.5.2, PS.1.1]
package plimsoll.rules.maven.literal_password

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

deny contains finding.at(["documents", i, "content", list, k, key], message) if {
	some i, document in input.documents
	document.kind == "maven-settings"
	some list in ["servers", "proxies"]
	some k, server in facts.elements(document.content, [list])
	some key in ["password", "passphrase"]
	value := facts.get(server, [key], null)
	is_string(value)
	secret(value)
	message := sprintf("the %v of %v is written out: whoever has this file can use it", [key, name(server)])
}

name(server) := id if {
	id := facts.get(server, ["id"], null)
	is_string(id)
} else := "this server"

# Not empty, not encrypted, and nothing that somebody is to fill in.
secret(value) if {
	count(value) > 2
	not regex.match(`[{}<>%@$]`, value)
	not regex.match(`^([*.]+|[xX]+|(?i)((your|my|the|auth|some)[-_ ]?)*(token|password|secret|key|passphrase)([-_ ]?here)?|(?i)(changeme|changeit|todo|dummy|placeholder|none|null))$`, value)
	not regex.match(`(?i)(^|[^a-z])(your|replace|insert|change|enter|placeholder|example|dummy|fake|redacted|todo|here)([^a-z]|$)|x{4}|0{8}`, value)
	not regex.match(`(?i)^[_\[]*([a-z]+[-_ ])*(token|password|secret|key)[_\]]*$`, value)
}
