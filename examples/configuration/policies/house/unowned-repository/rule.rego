# METADATA
# title: This repository has no owner
# description: Whoever is asked about an image needs to know whom to ask.
# scope: package
# custom:
#   level: warning
#   confidence: high
#   selects: {resources: ["AWS::ECR::Repository"]}
package plimsoll.rules.house.unowned_repository

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

deny contains finding.on(id, ["Tags"], "no tag Owner") if {
	some id, repository in facts.resources("AWS::ECR::Repository")
	facts.absent(repository, ["Tags"])
}
