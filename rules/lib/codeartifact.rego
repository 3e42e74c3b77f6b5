# METADATA
# title: How CodeArtifact repositories hang together
# description: |
#   Which domain a repository is in and which repositories of the run it has upstream, whether they are written by name or
#   by reference. What cannot be known has no answer here; `unsettled` says why.
package plimsoll.lib.codeartifact

import data.plimsoll.lib.facts

repositories := facts.everywhere("AWS::CodeArtifact::Repository")

domains := facts.everywhere("AWS::CodeArtifact::Domain")

# The domain of a repository, as a key: its name, or which resource of the run makes it.
domain(repository) := key if {
	value := facts.property(repository, ["DomainName"], null)
	key := key_of(value)
}

# Two repositories are certainly in different domains.
apart(one, other) if {
	first := domain(one)
	second := domain(other)
	first != second
	named(first)
	named(second)
}

# The name of a domain holds no `#`.
named(key) if not contains(key, "#")

# The key of a declared domain.
declared(resource) := name if {
	name := facts.property(resource, ["DomainName"], null)
	is_string(name)
} else := sprintf("%v#%v", [resource.file, resource.id])

key_of(value) := value if {
	is_string(value)
} else := key if {
	some resource in domains
	refers(value, resource)
	key := declared(resource)
}

# Whether a value is a reference to a resource of the run.
refers(value, resource) if {
	reference := value["$ref"]
	reference.id == resource.id
	reference.file == resource.file
}

# Whether one repository of the run is the upstream that is written in another one.
means(upstream, _, other) if refers(upstream, other)

means(upstream, repository, other) if {
	is_string(upstream)
	facts.property(other, ["RepositoryName"], null) == upstream
	domain(other) == domain(repository)
	unmistakable(repository, other)
}

# Templates that are alternatives to each other make repositories of the same name; then only that of the same file is meant.
unmistakable(repository, other) if repository.file == other.file

unmistakable(_, other) if {
	rivals := {[rival.file, rival.id] |
		some rival in repositories
		may_be_called(rival, other.properties.RepositoryName)
		not apart(rival, other)
	}
	rivals == {[other.file, other.id]}
}

may_be_called(repository, name) if {
	own := facts.property(repository, ["RepositoryName"], null)
	own == name
}

may_be_called(repository, _) if {
	own := facts.property(repository, ["RepositoryName"], null)
	facts.unknown(own)
}

upstreams(repository) := facts.elements(repository, ["properties", "Upstreams"])

# The public registries that a repository certainly is connected to.
connections(repository) := [name |
	some name in facts.elements(repository, ["properties", "ExternalConnections"])
	is_string(name)
]
