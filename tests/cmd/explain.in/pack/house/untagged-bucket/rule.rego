# METADATA
# title: This bucket has no owner
# description: Whoever is called at night needs a name.
# scope: package
# custom:
#   level: warning
#   confidence: high
#   selects: {resources: ["AWS::S3::Bucket"]}
#   aliases: [HOUSE-1]
package plimsoll.rules.house.untagged_bucket

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

deny contains finding.on(id, ["Tags"], "no tag Owner") if {
	some id, bucket in facts.resources("AWS::S3::Bucket")
	facts.absent(bucket, ["Tags"])
}
