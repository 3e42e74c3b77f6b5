# METADATA
# title: The staging repositories keep too few images to roll back to
# description: >-
#   The app staging synthesizer gives every image asset a repository that deletes all but the newest images, three by
#   default. A stage that is not deployed as often, or a rollback by a few releases, finds its image gone.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/cdk/api/v2/docs/app-staging-synthesizer-alpha-readme.html
# custom:
#   level: warning
#   confidence: medium
#   fix: none
#   selects:
#     constructs:
#       - "@aws-cdk/app-staging-synthesizer-alpha.AppStagingSynthesizer.defaultResources"
#       - "@aws-cdk/app-staging-synthesizer-alpha.DefaultStagingStack"
#       - "@aws-cdk/app-staging-synthesizer-alpha.DefaultStagingStack.factory"
#   options:
#     versions:
#       description: So many images of an asset are enough
#       type: integer
#       minimum: 1
#       default: 4
#   controls:
#     ssdf: [PS.3.1]
package plimsoll.rules.cdk.short_staging_retention

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

deny contains finding.at(["constructs", i, "arguments", "imageAssetVersionCount"], message) if {
	some i, construct in input.constructs
	kept := facts.get(construct.arguments, ["imageAssetVersionCount"], null)
	is_number(kept)
	kept < input.options.versions
	message := sprintf("%v kept of every image asset: a release before that cannot be rolled back to", [versions(kept)])
}

# Whether the application has image assets at all is not seen from here.
deny contains finding.with_level(finding.at(["constructs", i], message), "info") if {
	some i, construct in input.constructs
	facts.known(construct.arguments)
	facts.get(construct.arguments, ["imageAssetVersionCount"], null) == null
	input.options.versions > 3
	message := "only 3 versions are kept of every image asset by default: set imageAssetVersionCount to as many as you may roll back"
}

deny contains finding.undecided(["constructs", i], kept) if {
	some i, construct in input.constructs
	kept := facts.get(construct.arguments, ["imageAssetVersionCount"], null)
	facts.unknown(kept)
}

versions(kept) := "only the newest version is" if {
	kept == 1
} else := sprintf("only %v versions are", [kept])
