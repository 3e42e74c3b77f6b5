# METADATA
# title: This build publishes even when it has failed
# description: >-
#   CodeBuild runs post_build after build whether or not build succeeded: what failed its build or its tests is published
#   all the same.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/codebuild/latest/userguide/view-build-details-phases.html
#   - https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html
#   - https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html
# custom:
#   level: warning
#   confidence: medium
#   selects:
#     documents: [codebuild-buildspec]
#   controls:
#     ssdf: [PO.3.2]
package plimsoll.rules.buildspec.unguarded_publish

import data.plimsoll.lib.buildspec
import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

deny contains finding.at(array.concat(["documents", i, "content"], publish.at), message) if {
	some i, spec in buildspec.all
	goes_on(spec)
	commands := buildspec.commands(spec, "post_build")
	some j, publish in commands
	some what in published(publish.text)
	may_be_bad(what, spec)
	every earlier in array.slice(commands, 0, j + 1) {
		unguarded(earlier.text)
	}
	message := sprintf("%v runs even when the build phase has failed: add `on-failure: ABORT` to it", [what])
}

# Nothing stops the build between the two phases.
goes_on(spec) if facts.get(spec.content, ["phases", "build", "on-failure"], "CONTINUE") == "CONTINUE"

# What a command publishes with.
published(text) := {what |
	some what, pattern in {
		"npm publish": `\b(npm|yarn|pnpm)( [^\n;&|]*)? publish\b`,
		"twine upload": `\btwine upload\b`,
		"poetry publish": `\bpoetry( [^\n;&|]*)? publish\b`,
		"mvn deploy": `\b(mvnw?|\./mvnw)\b[^\n;&|]*\bdeploy\b`,
		"gradle publish": `\b(gradlew?|\./gradlew)\b[^\n;&|]*\bpublish`,
		"nuget push": `\bnuget push\b`,
		"publib": `\b(publib|jsii-release)(-[a-z]+)?\b`,
		"cargo publish": `\bcargo publish\b`,
		"helm push": `\bhelm push\b`,
		"docker push": `\bdocker( image)? push\b`,
	}
	some line in buildspec.lines(text)
	regex.match(pattern, line)
	not regex.match(`^\s*(#|echo\b|printf\b)`, line)
	not contains(line, "--dry-run")
}

# Packages are made of what the build phase left. An image that was not built cannot be pushed; one that was built and
# then failed can.
may_be_bad("docker push", spec) if {
	commands := buildspec.commands(spec, "build")
	some i, build in commands
	regex.match(`\bdocker (buildx )?build\b`, build.text)
	some later in array.slice(commands, i + 1, count(commands))
	may_fail(later.text)
}

may_be_bad(what, spec) if {
	what != "docker push"
	some build in buildspec.commands(spec, "build")
	may_fail(build.text)
}

# What only talks, names or signs in does not judge the build.
may_fail(text) if {
	text != buildspec.nothing
	some line in buildspec.lines(text)
	not regex.match(`^\s*(#|$|echo\b|printf\b|export\b|cd\b|ls\b|date\b|docker (image )?(tag|images|login|push|build)\b|docker buildx\b|aws ecr\b|[A-Za-z_][0-9A-Za-z_]*=)`, line)
}

# Whether a command lets those behind it run in any case.
unguarded(text) if {
	text != buildspec.nothing
	not contains(text, "CODEBUILD_BUILD_SUCCEEDING")
	not regex.match(`\b(exit|if|test)\b|\[ `, text)
}
