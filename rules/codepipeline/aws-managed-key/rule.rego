# METADATA
# title: Artifacts are encrypted with a key that AWS manages
# description: >-
#   Nobody can change who may use the key that AWS manages for S3. It lets no other account in, so an action there cannot
#   read its artifacts, and no policy tells who may decrypt them.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ArtifactStore.html
#   - https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-create-cross-account.html
# custom:
#   level: warning
#   confidence: high
#   selects:
#     resources: ["AWS::CodePipeline::Pipeline"]
#     project: ["AWS::S3::Bucket"]
#   controls:
#     nist-800-53: [SC-12, SC-28]
#   aliases: [CKV_AWS_219]
package plimsoll.rules.codepipeline.aws_managed_key

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

deny contains found if {
	some id, pipeline in facts.resources("AWS::CodePipeline::Pipeline")
	some path, store in stores(pipeline)
	facts.get(store, ["EncryptionKey"], null) == null
	not encrypted_by_itself(facts.get(store, ["Location"], null))
	others := foreign(pipeline)
	found := finding_of(id, array.concat(path, ["EncryptionKey"]), others)
}

finding_of(id, path, others) := finding.on(id, path, message) if {
	count(others) > 0
	message := sprintf(
		"this store has no key of yours, and account %v, in which an action runs, cannot use the one that AWS manages",
		[min(others)],
	)
} else := finding.with_level(finding.on(id, path, message), "info") if {
	message := "this store has no key of yours: artifacts are encrypted with one that AWS manages, and no other account can be let in"
}

# Where a pipeline keeps its artifacts: by the path of the store.
stores(pipeline) := object.union(one, many) if {
	one := {["ArtifactStore"]: store | store := facts.property(pipeline, ["ArtifactStore"], {}); store != {}}
	many := {["ArtifactStores", i, "ArtifactStore"]: store |
		some i, regional in facts.elements(pipeline, ["properties", "ArtifactStores"])
		store := facts.get(regional, ["ArtifactStore"], {})
		store != {}
	}
}

# A bucket that may have a key of its own: one that cannot be known, or one of the run that has one.
encrypted_by_itself(location) if {
	facts.unknown(location)
	not location["$ref"]
}

encrypted_by_itself(location) if {
	some bucket in input.project.types["AWS::S3::Bucket"]
	bucket.id == location["$ref"].id
	bucket.file == location["$ref"].file
	some rule in facts.elements(bucket, ["properties", "BucketEncryption", "ServerSideEncryptionConfiguration"])
	key := facts.get(rule, ["ServerSideEncryptionByDefault", "KMSMasterKeyID"], null)
	key != null
}

# The accounts in which actions run and which certainly are not that of the pipeline: others than its own, or all but one
# where its own is not known.
foreign(pipeline) := acting - own if {
	own := accounts([facts.property(pipeline, ["RoleArn"], null)])
	acting := accounts(roles(pipeline))
	count(own) > 0
} else := acting if {
	acting := accounts(roles(pipeline))
	count(acting) > 1
} else := set()

roles(pipeline) := [facts.get(action, ["RoleArn"], null) |
	some stage in facts.elements(pipeline, ["properties", "Stages"])
	some action in facts.elements(stage, ["Actions"])
]

accounts(arns) := {account |
	some arn in arns
	some text in facts.texts(arn)
	some account in regex.find_n(`[0-9]{12}`, text, -1)
}
