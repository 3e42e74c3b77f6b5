# METADATA
# title: This repository mixes public packages with your own
# description: >-
#   Where packages of your own and those of a public registry come from one repository, whoever publishes one of your names
#   there is installed in your builds. The intended way is one repository for each public registry, which is upstream of the
#   others.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/codeartifact/latest/ug/external-connection.html
#   - https://docs.aws.amazon.com/codeartifact/latest/ug/package-origin-controls.html
#   - https://docs.aws.amazon.com/codeartifact/latest/APIReference/API_AssociateExternalConnection.html
# custom:
#   level: warning
#   confidence: medium
#   fix: none
#   selects:
#     resources: ["AWS::CodeArtifact::Repository"]
#     sees: ["AWS::CodeArtifact::PackageGroup"]
#     project: ["AWS::CodeArtifact::PackageGroup"]
#   controls:
#     nist-800-53: [SR-3]
#     ssdf: [PW.4.1]
package plimsoll.rules.codeartifact.mixed_upstreams

import data.plimsoll.lib.codeartifact
import data.plimsoll.lib.facts
import data.plimsoll.lib.finding
import data.plimsoll.lib.policy

deny contains finding.on(id, ["ExternalConnections"], message) if {
	some id, repository in facts.resources("AWS::CodeArtifact::Repository")
	names := codeartifact.connections(repository)
	count(names) > 0
	upstreams := [upstream | some upstream in codeartifact.upstreams(repository); written(upstream)]
	count(upstreams) > 0
	message := sprintf("packages of %v come in beside those of the upstream repositories, and can take their names: give it a repository of its own, and make that an upstream", [names[0]])
}

# Package groups say where each package may come from; one of the run is enough.
deny contains finding.with_related(finding.on(id, ["ExternalConnections"], message), [there]) if {
	some id, repository in facts.resources("AWS::CodeArtifact::Repository")
	names := codeartifact.connections(repository)
	count(names) > 0
	count(facts.everywhere("AWS::CodeArtifact::PackageGroup")) == 0
	some at in publishers(repository)
	message := sprintf("packages of your own are published here, and those of %v are taken in: a public package can take the name of one of yours", [names[0]])
	there := finding.place(input.file.path, facts.at(id, array.concat(["PermissionsPolicyDocument"], at)), "who may publish")
}

# An upstream that is there, whatever its name.
written(upstream) if is_string(upstream)

written(upstream) if upstream["$ref"]

# The first statement that lets somebody publish into the repository itself.
publishers(repository) := array.slice(sort([at |
	some at, statement in policy.statements(facts.property(repository, ["PermissionsPolicyDocument"], {}))
	statement.Effect == "Allow"
	some action in policy.actions(statement)
	publishes(action)
]), 0, 1)

# `codeartifact:*` is for who runs the repository, and says nothing of packages.
publishes(action) if startswith(lower(action), "codeartifact:publish")
