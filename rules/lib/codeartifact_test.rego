package plimsoll.lib.codeartifact_test

import data.plimsoll.lib.codeartifact

# One file that makes the domain acme and some repositories in it and beside it.
run := {
	"file": {"path": "a.yaml"},
	"project": {"types": {}},
	"types": {
		"AWS::CodeArtifact::Domain": {
			"Acme": {"properties": {"DomainName": "acme"}},
			"Unnamed": {"properties": {"DomainName": {"$unknown": "parameter Name has no default"}}},
		},
		"AWS::CodeArtifact::Repository": {},
	},
}

of(domain, name) := {"file": "a.yaml", "id": name, "properties": {"DomainName": domain, "RepositoryName": name}}

reference(id) := {"$unknown": "known at deployment only", "$ref": {"file": "a.yaml", "id": id, "attribute": "Name"}}

test_a_domain_is_the_same_by_name_and_by_reference if {
	facts := run
	codeartifact.domain(of("acme", "a")) == "acme" with input as facts
	codeartifact.domain(of(reference("Acme"), "a")) == "acme" with input as facts
	codeartifact.domain(of(reference("Unnamed"), "a")) == "a.yaml#Unnamed" with input as facts
}

test_a_domain_that_is_not_known_is_no_domain if {
	facts := run
	found := [domain | domain := codeartifact.domain(of({"$unknown": "r"}, "a"))] with input as facts
	found == []
}

test_domains_are_apart_by_their_names_only if {
	facts := run
	codeartifact.apart(of("acme", "a"), of("other", "a")) with input as facts
	not codeartifact.apart(of("acme", "a"), of(reference("Acme"), "a")) with input as facts
	not codeartifact.apart(of("acme", "a"), of(reference("Unnamed"), "a")) with input as facts
	not codeartifact.apart(of("acme", "a"), of({"$unknown": "r"}, "a")) with input as facts
}

test_an_upstream_is_meant_by_name_in_its_domain_or_by_reference if {
	facts := run
	codeartifact.means("b", of("acme", "a"), of(reference("Acme"), "b")) with input as facts
	codeartifact.means(reference("b"), of("acme", "a"), of("other", "b")) with input as facts
	not codeartifact.means("b", of("acme", "a"), of("other", "b")) with input as facts
	not codeartifact.means("b", of({"$unknown": "r"}, "a"), of("acme", "b")) with input as facts
	not codeartifact.means({"$unknown": "r"}, of("acme", "a"), of("acme", "b")) with input as facts
}
