# METADATA
# title: These repositories are each other's upstream
# description: >-
#   A repository is looked up in its upstream repositories, and those in theirs. A circle gives nobody a package more, and
#   none of its repositories can be created before the others.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/codeartifact/latest/ug/repo-upstream-behavior.html
#   - https://docs.aws.amazon.com/codeartifact/latest/APIReference/API_CreateRepository.html
# custom:
#   level: error
#   confidence: high
#   fix: none
#   selects:
#     resources: ["AWS::CodeArtifact::Repository"]
#     sees: ["AWS::CodeArtifact::Domain"]
#     project: ["AWS::CodeArtifact::Repository", "AWS::CodeArtifact::Domain"]
package plimsoll.rules.codeartifact.upstream_cycle

import data.plimsoll.lib.codeartifact
import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

deny contains finding.with_level(finding.on(id, ["Upstreams", i], message), level) if {
	some id, repository in facts.resources("AWS::CodeArtifact::Repository")
	self := key(input.file.path, id)
	some edge in edges
	edge.from == self
	i := edge.index
	leads_back(edge, self)
	level := severity(edge, self)
	message := told(edge, self, id)
}

key(file, id) := sprintf("%v#%v", [file, id])

# One step upstream, with the place that it is written at.
edges contains {"from": key(repository.file, repository.id), "to": key(other.file, other.id), "name": other.id, "index": i, "how": how(upstream)} if {
	some repository in codeartifact.repositories
	some i, upstream in codeartifact.upstreams(repository)
	some other in codeartifact.repositories
	codeartifact.means(upstream, repository, other)
}

how(upstream) := "name" if {
	is_string(upstream)
} else := "reference"

leads_back(edge, self) if edge.to == self

leads_back(edge, self) if [edge.to, self] in reached

# CloudFormation refuses a circle of references. One that is closed by a name may have been made step by step.
severity(edge, self) := "error" if {
	edge.how == "reference"
	edge.to == self
} else := "error" if {
	edge.how == "reference"
	[edge.to, self] in referred
} else := "warning"

told(edge, self, id) := sprintf("%v is its own upstream: remove it", [id]) if {
	edge.to == self
} else := sprintf("upstream %v leads back to %v: neither can be created before the other", [edge.name, id])

# Who is upstream of whom over any number of steps. CodeArtifact looks into 25 repositories; this goes over 32 steps.
reached := doubled(doubled(doubled(doubled(doubled({[edge.from, edge.to] | some edge in edges})))))

referred := doubled(doubled(doubled(doubled(doubled({[edge.from, edge.to] |
	some edge in edges
	edge.how == "reference"
})))))

doubled(pairs) := pairs | {[one[0], other[1]] |
	some one in pairs
	some other in pairs
	one[1] == other[0]
}
