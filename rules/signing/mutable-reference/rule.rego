# METADATA
# title: A signature is made by tag
# description: >-
#   The tag is looked up when the signature is made, and it may have been moved since the image was built and looked at.
#   What is signed then is whatever the tag names at that moment.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/signer/latest/developerguide/image-signing-steps.html
#   - https://docs.sigstore.dev/cosign/signing/signing_with_containers/
# custom:
#   level: warning
#   confidence: high
#   selects:
#     documents: [shell-script]
#   controls:
#     ssdf: [PS.2.1]
#     slsa: [Build L2]
package plimsoll.rules.signing.mutable_reference

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding
import data.plimsoll.lib.shell

# The options of each program that take a word. One that is in neither list may take one.
valued := {
	"notation": {
		"-k", "--key", "--id", "--plugin", "-p", "--password", "-u", "--username", "--signature-format", "-e", "--expiry",
		"--plugin-config", "-m", "--user-metadata", "--timestamp-url", "--timestamp-root-cert", "--signature-manifest",
	},
	"cosign": {
		"--key", "-a", "--annotations", "--attachment", "--certificate", "--certificate-chain", "--fulcio-url",
		"--identity-token", "--k8s-keychain", "--oidc-client-id", "--oidc-issuer", "--oidc-provider",
		"--oidc-redirect-url", "--output-certificate", "--output-payload", "--output-signature", "--payload",
		"--registry-password", "--registry-referrers-mode", "--registry-token", "--registry-username", "--rekor-url",
		"--sign-container-identity", "--sk", "--slot", "--timestamp-server-url", "-t", "--timeout", "--output-file",
	},
}

alone := {
	"notation": {"-d", "--debug", "-v", "--verbose", "--insecure-registry", "--allow-referrers-api", "--force-referrers-tag"},
	"cosign": {
		"-y", "--yes", "-r", "--recursive", "-f", "--force", "-d", "--verbose", "--upload", "--tlog-upload",
		"--allow-http-registry", "--allow-insecure-registry", "--insecure-skip-verify", "--issue-certificate",
		"--new-bundle-format", "--use-signing-config",
	},
}

deny contains finding.at(shell.word_at(entry, k), message) if {
	some entry in shell.commands
	program := entry.program
	options := valued[program]
	numbers := shell.arguments(entry, options)
	entry.words[numbers[0]] == "sign"
	some k in array.slice(numbers, 1, count(numbers))
	not taken(entry, k, program)
	word := entry.words[k]
	shell.tagged(word)
	not shell.here(word)
	message := sprintf("%v signs whatever this tag names at that moment: give it the digest that was built", [program])
}

# Whether the word before may be an option that takes this one.
taken(entry, k, program) if {
	previous := entry.words[k - 1]
	shell.option(previous)
	not contains(previous, "=")
	known := alone[program]
	not previous in known
}
