# METADATA
# title: This upstream repository is declared nowhere
# description: >-
#   The domain is made by the same template, so that no other repository can be in it before, and none of these files
#   declares one of this name: the deployment fails, or packages are not found.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/codeartifact/latest/ug/repos-upstream.html
#   - https://docs.aws.amazon.com/codeartifact/latest/APIReference/API_CreateRepository.html
# custom:
#   level: warning
#   confidence: medium
#   fix: none
#   selects:
#     resources: ["AWS::CodeArtifact::Repository"]
#     sees: ["AWS::CodeArtifact::Domain"]
#     project: ["AWS::CodeArtifact::Repository"]
package plimsoll.rules.codeartifact.undefined_upstream

import data.plimsoll.lib.codeartifact
import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

deny contains finding.on(id, ["Upstreams", i], message) if {
	some [id, i, upstream] in undefined
	doubts := may_be(upstream)
	count(doubts) == 0
	message := sprintf("no repository %v is declared in this domain%v: name one that is", [upstream, hint(upstream)])
}

deny contains finding.undecided(facts.at(id, ["Upstreams", i]), {"$unknown": reason}) if {
	some [id, i, upstream] in undefined
	some reason in may_be(upstream)
}

# The upstreams that are names of no repository of the run, in repositories whose domain this template makes.
undefined contains [id, i, upstream] if {
	some id, repository in facts.resources("AWS::CodeArtifact::Repository")
	made_here(repository)
	some i, upstream in codeartifact.upstreams(repository)
	is_string(upstream)
	others := {other | some other in codeartifact.repositories; facts.property(other, ["RepositoryName"], null) == upstream}
	here := {other | some other in others; not codeartifact.apart(other, repository)}
	count(here) == 0
}

made_here(repository) if {
	some id, domain in facts.resources("AWS::CodeArtifact::Domain")
	resource := object.union(domain, {"file": input.file.path, "id": id})
	made_by(repository, resource)
}

made_by(repository, domain) if {
	name := facts.property(repository, ["DomainName"], null)
	codeartifact.refers(name, domain)
}

# A domain of this name in another account would be another one.
made_by(repository, domain) if {
	facts.absent(repository, ["DomainOwner"])
	name := facts.property(repository, ["DomainName"], null)
	is_string(name)
	facts.property(domain, ["DomainName"], null) == name
}

# The repositories of the run that may have this name after all.
may_be(upstream) := {reason |
	some other in codeartifact.repositories
	name := facts.property(other, ["RepositoryName"], null)
	facts.unknown(name)
	facts.may_start(name, upstream)
	reason := sprintf("%v may be %v: %v", [other.id, upstream, name["$unknown"]])
}

hint(upstream) := sprintf(" (%v is in another)", [others[0]]) if {
	others := sort([other.id |
		some other in codeartifact.repositories
		facts.property(other, ["RepositoryName"], null) == upstream
	])
	count(others) > 0
} else := ""
