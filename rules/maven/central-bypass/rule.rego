# METADATA
# title: Maven asks Maven Central besides this repository
# description: >-
#   Maven Central is a repository of every build unless a mirror or a repository of that name takes its place. What the
#   own repository does not have, or answers too late, then comes from there: past every control of what may come in, and
#   from whoever has published something under an internal name.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/codeartifact/latest/ug/maven-mvn.html
#   - https://maven.apache.org/guides/mini/guide-mirror-settings.html
#   - https://maven.apache.org/guides/introduction/introduction-to-the-pom.html#super-pom
# custom:
#   level: warning
#   confidence: medium
#   selects:
#     documents: [maven-settings]
#   controls:
#     ssdf: [PW.4.1]
package plimsoll.rules.maven.central_bypass

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

deny contains finding.at(["documents", i, "content", "profiles", p, list, r, "url"], message) if {
	some i, document in input.documents
	document.kind == "maven-settings"
	some p, profile in facts.elements(document.content, ["profiles"])
	some list in ["repositories", "pluginRepositories"]
	some r, repository in facts.elements(profile, [list])
	some url in facts.texts(facts.get(repository, ["url"], ""))
	contains(url, ".codeartifact.")
	content := document.content
	not covered(content, list)
	message := sprintf("Maven asks Maven Central for %v as well: no mirror and no repository called central takes its place", [what[list]])
}

what := {"repositories": "what this repository does not have", "pluginRepositories": "plugins that this repository does not have"}

# A mirror takes the place of Maven Central, or may.
covered(content, _) if facts.unknown(content)

covered(content, _) if facts.unknown(facts.get(content, ["mirrors"], []))

covered(content, _) if {
	some mirror in facts.elements(content, ["mirrors"])
	facts.unknown(mirror)
}

covered(content, _) if {
	some mirror in facts.elements(content, ["mirrors"])
	of := facts.get(mirror, ["mirrorOf"], "")
	facts.unknown(of)
}

covered(content, _) if {
	some mirror in facts.elements(content, ["mirrors"])
	of := facts.get(mirror, ["mirrorOf"], "")
	is_string(of)
	names := {trim_space(name) | some name in split(of, ",")}
	some name in ["*", "external:*", "central"]
	name in names
	not "!central" in names
}

# A repository called central takes its place, or may.
covered(content, list) if {
	some profile in facts.elements(content, ["profiles"])
	facts.unknown(profile)
}

covered(content, list) if {
	some profile in facts.elements(content, ["profiles"])
	facts.unknown(facts.get(profile, [list], []))
}

covered(content, list) if {
	some profile in facts.elements(content, ["profiles"])
	some repository in facts.elements(profile, [list])
	id := facts.get(repository, ["id"], {"$unknown": "it has no name"})
	central_or_unknown(id)
}

central_or_unknown(id) if id == "central"

central_or_unknown(id) if facts.unknown(id)
