# METADATA
# title: Managed signing
# description: |
#   Which repositories a rule of AWS::ECR::SigningConfiguration is for. What a filter without `*` means is not documented: it
#   is taken to match a name that has it anywhere, so that nothing is called unmatched that may be signed.
package plimsoll.lib.signing

import data.plimsoll.lib.facts

# Whether a rule is for a repository, for all that is known. Without filters it is for all.
may_cover(rule, _) if facts.unknown(rule)

may_cover(rule, _) if {
	facts.known(rule)
	count(facts.elements(rule, ["RepositoryFilters"])) == 0
}

may_cover(rule, repository) if {
	name := facts.property(repository, ["RepositoryName"], {"$unknown": "CloudFormation makes up the name"})
	some filter in facts.elements(rule, ["RepositoryFilters"])
	may_match(facts.get(filter, ["Filter"], ""), name)
}

may_match(pattern, name) if facts.wildcard_may(pattern, name)

may_match(pattern, name) if {
	is_string(pattern)
	is_string(name)
	contains(name, pattern)
}
