# METADATA
# title: Packages of this domain may come from anywhere
# description: >-
#   By default every package of a domain may be published and may come from a public registry. No package group keeps the
#   names of your own packages for yourself, so that a public package can stand in for one of them.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/codeartifact/latest/ug/package-group-origin-controls.html
#   - https://docs.aws.amazon.com/codeartifact/latest/ug/dependency-substitution-attacks.html
# custom:
#   level: info
#   confidence: medium
#   fix: none
#   selects:
#     resources: ["AWS::CodeArtifact::Domain"]
#     sees: ["AWS::CodeArtifact::Repository", "AWS::CodeArtifact::PackageGroup"]
#     project: ["AWS::CodeArtifact::Domain", "AWS::CodeArtifact::Repository", "AWS::CodeArtifact::PackageGroup"]
#   controls:
#     nist-800-53: [SR-3]
#     ssdf: [PW.4.1]
package plimsoll.rules.codeartifact.unrestricted_package_origin

import data.plimsoll.lib.codeartifact
import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

deny contains finding.with_related(finding.at(["resources", id], message), [there]) if {
	some id, domain in facts.resources("AWS::CodeArtifact::Domain")
	count(facts.everywhere("AWS::CodeArtifact::PackageGroup")) == 0
	key := codeartifact.declared(object.union(domain, {"file": input.file.path, "id": id}))
	repositories := {repository | some repository in codeartifact.repositories; belongs(repository, key)}
	count(own(repositories)) > 0
	store := min([[repository.file, repository.id, names[0]] |
		some repository in repositories
		names := codeartifact.connections(repository)
		count(names) > 0
	])
	message := sprintf("no package group says where packages of this domain come from: one of %v can take the name of one that you have not published yet", [store[2]])
	there := finding.place(store[0], facts.at(store[1], ["ExternalConnections"]), "public packages come in here")
}

# Where several templates make a domain of this name, each is judged by its own repositories.
belongs(repository, key) if {
	codeartifact.domain(repository) == key
	repository.file == input.file.path
}

belongs(repository, key) if {
	codeartifact.domain(repository) == key
	makers := [domain | some domain in codeartifact.domains; may_be(domain, key)]
	count(makers) == 1
}

may_be(domain, key) if codeartifact.declared(domain) == key

may_be(domain, key) if {
	own := codeartifact.declared(domain)
	own != key
	not codeartifact.named(own)
}

# The repositories that are for packages of one's own.
own(repositories) := {repository.id |
	some repository in repositories
	connections := facts.property(repository, ["ExternalConnections"], [])
	connections == []
}
