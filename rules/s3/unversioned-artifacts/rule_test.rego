package plimsoll.rules.s3.unversioned_artifacts_test

import data.plimsoll.rules.s3.unversioned_artifacts as rule

document(properties, uses) := {
	"file": {"path": "a.yaml"},
	"options": {"words": ["artifact"], "hints": ["release"]},
	"types": {"AWS::S3::Bucket": {"Store": {"properties": properties, "referencedBy": uses}}},
	"project": {"types": {"AWS::CodePipeline::Pipeline": [{
		"file": "p.yaml",
		"id": "X",
		"properties": {"Stages": stages},
	}]}},
} if {
	upload := {"ActionTypeId": {"Category": "Source", "Provider": "S3"}, "Configuration": {"S3Bucket": "store"}}
	stages := [{"Actions": [upload]}]
}

use(type, form) := {"file": "p.yaml", "id": "X", "resourceType": type, "form": form, "at": ["resources", "X", form]}

source := use("AWS::CodePipeline::Pipeline", "Stages.*.Actions.*.Configuration.S3Bucket")

store := use("AWS::CodePipeline::Pipeline", "ArtifactStore.Location")

path := ["resources", "Store", "properties", "VersioningConfiguration", "Status"]

levels := {f.level | some f in rule.deny}

messages := {f.message | some f in rule.deny}

reasons := {f.undecided | some f in rule.deny}

test_a_source if {
	uses := [source]
	messages == {"the S3 source of pipeline X keeps no versions: CodePipeline needs object versions here"} with input as document({}, uses)
	levels == {"error"} with input as document({}, uses)
}

test_a_store if {
	uses := [store]
	messages == {"the artifact store of pipeline X keeps no versions: an artifact that is deleted cannot be restored"} with input as document({}, uses)
	levels == {"warning"} with input as document({}, uses)
}

test_the_fix_is_safe if {
	wanted := path
	uses := [store]
	found := rule.deny with input as document({}, uses)
	some one in found
	one.fix == {"title": "keep versions", "safe": true, "edits": [{"set": wanted, "value": "Enabled"}]}
}

test_the_strongest_evidence_is_named_and_all_is_shown if {
	uses := [store, source]
	wanted := [
		{"file": "p.yaml", "at": source.at, "message": "S3 source of pipeline X"},
		{"file": "p.yaml", "at": store.at, "message": "artifact store of pipeline X"},
	]
	found := rule.deny with input as document({"BucketName": "artifacts"}, uses)
	count(found) == 1
	some one in found
	one.level == "error"
	one.related == wanted
}

test_many_uses_are_cut if {
	uses := [object.union(u, {"at": ["resources", "X", i]}) | some i in numbers.range(1, 20); u := store]
	found := rule.deny with input as document({}, uses)
	some one in found
	count(one.related) == 5
}

test_a_name if {
	found := rule.deny with input as document({"BucketName": "orders-artifacts"}, [])
	some one in found
	one.level == "warning"
	one.confidence == "medium"
	startswith(one.message, "the bucket called orders-artifacts keeps no versions")
}

test_a_hint if {
	found := rule.deny with input as document({"BucketName": "orders-release"}, [])
	some one in found
	one.level == "info"
	one.confidence == "low"
}

test_suspended if {
	uses := [store]
	found := rule.deny with input as document({"VersioningConfiguration": {"Status": "Suspended"}}, uses)
	some one in found
	startswith(one.message, "versioning of the artifact store of pipeline X is Suspended")
}

test_a_status_that_s3_does_not_know if {
	uses := [store]
	wanted := {"versioning of the artifact store of pipeline X: Status is `enabled`, which S3 does not know (Enabled or Suspended)"}
	messages == wanted with input as document({"VersioningConfiguration": {"Status": "enabled"}}, uses)
}

test_enabled if {
	uses := [source]
	rule.deny == set() with input as document({"VersioningConfiguration": {"Status": "Enabled"}}, uses)
}

test_locked if {
	uses := [source]
	rule.deny == set() with input as document({"ObjectLockEnabled": "true"}, uses)
}

test_perhaps_locked if {
	uses := [source]
	reasons == {"whether bucket Store keeps versions: r"} with input as document({"ObjectLockEnabled": {"$unknown": "r"}}, uses)
}

test_unknown if {
	uses := [source]
	wanted := {{"at": path, "undecided": "whether bucket Store keeps versions: r"}}
	rule.deny == wanted with input as document({"VersioningConfiguration": {"$unknown": "r"}}, uses)
}

test_unknown_but_no_artifacts if rule.deny == set() with input as document({"VersioningConfiguration": {"$unknown": "r"}}, [])

test_perhaps_a_source if {
	uses := [source]
	hidden := {"file": "p.yaml", "id": "X", "properties": {"$unknown": "r"}}
	doc := object.union(document({}, uses), {"project": {"types": {"AWS::CodePipeline::Pipeline": [hidden]}}})
	reasons == {"whether bucket Store holds artifacts: r"} with input as doc
	levels == set() with input as doc
}

test_perhaps_called_something_else if {
	doc := object.union(document({"BucketName": {"$unknown": "r"}}, []), {"options": {"words": ["store"], "hints": []}})
	reasons == {"whether bucket Store holds artifacts: r"} with input as doc
	levels == set() with input as doc
}

test_not_an_artifact_bucket if rule.deny == set() with input as document({}, [])
