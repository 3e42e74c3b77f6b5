# METADATA
# title: This repository has more connections than CodeArtifact allows
# description: >-
#   A repository takes one external connection and ten upstream repositories. The deployment fails with more.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/codeartifact/latest/ug/service-limits.html
#   - https://docs.aws.amazon.com/codeartifact/latest/ug/external-connection.html
# custom:
#   level: error
#   confidence: high
#   selects:
#     resources: ["AWS::CodeArtifact::Repository"]
package plimsoll.rules.codeartifact.excess_connections

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

deny contains finding.on(id, ["ExternalConnections"], message) if {
	some id, repository in facts.resources("AWS::CodeArtifact::Repository")
	connections := known(repository, "ExternalConnections")
	count(connections) > 1
	message := sprintf("%v external connections, and CodeArtifact allows one: give each a repository of its own and make those upstreams", [count(connections)])
}

deny contains finding.on(id, ["Upstreams"], message) if {
	some id, repository in facts.resources("AWS::CodeArtifact::Repository")
	upstreams := known(repository, "Upstreams")
	count(upstreams) > 10
	message := sprintf("%v upstream repositories, and CodeArtifact allows ten", [count(upstreams)])
}

known(repository, name) := [element |
	some element in facts.elements(repository, ["properties", name])
	certain(element)
]

# A text, or a reference to something that certainly is there.
certain(element) if is_string(element)

certain(element) if element["$ref"]
