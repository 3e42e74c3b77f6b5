package plimsoll.lib.artifacts_test

import data.plimsoll.lib.artifacts

words := ["artifact"]

hints := ["build", "release"]

use(type, id, form) := {"file": "a.yaml", "id": id, "resourceType": type, "form": form, "at": ["resources", id]}

bucket(uses) := {"properties": {}, "referencedBy": uses}

ranks(id, it) := {e.rank | some e in artifacts.evidence(id, it, words, hints)}

test_uses if {
	ranks("B", bucket([use("AWS::CodePipeline::Pipeline", "P", "ArtifactStore.Location")])) == {3}
	ranks("B", bucket([use("AWS::Serverless::Function", "F", "CodeUri.Bucket")])) == {5}
	ranks("B", bucket([use("AWS::CodeBuild::Project", "P", "Cache.Location")])) == set()
	ranks("B", bucket([use("AWS::SNS::Topic", "P", "Artifacts.Location")])) == set()
}

project(properties) := {"file": {"path": "a.yaml"}, "types": {"AWS::CodeBuild::Project": {"P": {"properties": properties}}}}

reference(id) := {"$unknown": "reference", "$ref": {"file": "a.yaml", "id": id, "attribute": null}}

test_only_a_location_of_type_s3_is_a_bucket if {
	output := bucket([use("AWS::CodeBuild::Project", "P", "Artifacts.Location")])
	ranks("B", output) == {4} with input as project({"Artifacts": {"Type": "S3", "Location": reference("B")}})
	ranks("B", output) == set() with input as project({"Artifacts": {"Type": "NO_ARTIFACTS", "Location": reference("B")}})
	ranks("B", output) == set() with input as project({"Artifacts": {"Location": reference("B")}})
	ranks("B", output) == set() with input as project({"Artifacts": {"Type": {"$unknown": "r"}, "Location": reference("B")}})
}

# What a list holds in this world says which of its elements is meant, not an index.
test_each_element_speaks_for_itself if {
	sources := {"SecondarySources": [{"Type": "GITHUB", "Location": reference("A")}, {"Type": "S3", "Location": reference("B")}]}
	source := bucket([use("AWS::CodeBuild::Project", "P", "SecondarySources.*.Location")])
	ranks("A", source) == set() with input as project(sources)
	ranks("B", source) == {4} with input as project(sources)
	ranks("B", source) == {4} with input as project({"SecondarySources": [{"Type": "S3", "Location": {"$unknown": "r", "$text": [null, "/app.zip"]}}]})
}

pipeline(type, settings) := {
	"file": {"path": "a.yaml"},
	"project": {"types": {"AWS::CodePipeline::Pipeline": [{
		"file": "p.yaml",
		"id": "P",
		"properties": {"Stages": stages},
	}]}},
} if {
	stages := [{"Actions": [{"ActionTypeId": type, "Configuration": settings}]}]
}

test_only_an_s3_action_reads_or_writes_a_bucket if {
	uses := [object.union(use("AWS::CodePipeline::Pipeline", "P", form), {"file": "p.yaml"}) |
		some form in ["Stages.*.Actions.*.Configuration.S3Bucket", "Stages.*.Actions.*.Configuration.BucketName"]
	]
	source := {"Category": "Source", "Provider": "S3"}
	ranks("B", bucket(uses)) == {1} with input as pipeline(source, {"S3Bucket": "b"})
	ranks("B", bucket(uses)) == set() with input as pipeline(source, {"BucketName": "b"})
	deploy := {"Category": "Deploy", "Provider": "S3"}
	ranks("B", bucket(uses)) == {2} with input as pipeline(deploy, {"BucketName": "b"})
	ranks("B", bucket(uses)) == set() with input as pipeline(deploy, {"S3Bucket": "b"})
	ranks("B", bucket(uses)) == set() with input as pipeline({"Category": "Source", "Provider": "Mine"}, {"S3Bucket": "b"})
}

test_what_is_not_seen_proves_nothing if {
	output := bucket([use("AWS::CodeBuild::Project", "P", "Artifacts.Location")])
	ranks("B", output) == set() with input as {"file": {"path": "a.yaml"}, "types": {}}
	doubts("B", output) == {"P of a.yaml cannot be seen"} with input as {"file": {"path": "a.yaml"}, "types": {}}
}

doubts(id, it) := {d["$unknown"] | some d in artifacts.doubts(id, it, words, hints)}

test_doubts if {
	output := bucket([use("AWS::CodeBuild::Project", "P", "Artifacts.Location")])
	doubts("B", output) == {"r"} with input as project({"Artifacts": {"Type": {"$unknown": "r"}, "Location": reference("B")}})
	doubts("B", output) == set() with input as project({"Artifacts": {"Type": {"$unknown": "r"}, "Location": reference("C")}})
	doubts("B", output) == set() with input as project({"Artifacts": {"Type": "NO_ARTIFACTS", "Location": reference("B")}})
	doubts("ReleaseBucket", {"properties": {"BucketName": {"$unknown": "r"}}}) == {"r"}
	doubts("Pictures", {"properties": {"BucketName": {"$unknown": "r"}}}) == set()
}

test_a_bucket_that_cdk_makes if {
	store := "ArtifactStore.Location"
	pipeline := "AWS::CodePipeline::Pipeline"
	ranks("PipeArtifactsBucketAEA9A052", bucket([use(pipeline, "PipeC660917D", store)])) == {7}
	ranks("Stack/Pipe/ArtifactsBucket", bucket([use(pipeline, "Stack/Pipe", store)])) == {7}
	ranks("OtherArtifactsBucketAEA9A052", bucket([use(pipeline, "PipeC660917D", store)])) == {3, 6}
}

test_code_that_is_read_in_place if {
	found := ranks("B", bucket([use("AWS::Lambda::Function", "F", "Code.S3Bucket")])) with input as {
		"file": {"path": "a.yaml"},
		"types": {"AWS::Lambda::Function": {"F": {"properties": {"Code": {"S3ObjectStorageMode": "REFERENCE"}}}}},
	}
	found == {1}
}

test_names if {
	ranks("ArtifactBucket", bucket([])) == {6}
	ranks("Bucket", {"properties": {"BucketName": "myartifacts"}}) == {6}
	ranks("Bucket", {"properties": {"BucketName": {"$unknown": "r", "$text": ["orders-artifacts-", null]}}}) == {6}
	ranks("ReleaseBucket", bucket([])) == {8}
	ranks("BuildArtifacts", bucket([])) == {6}
	ranks("Rebuilder", bucket([])) == set()
	ranks("Artifacts/Bucket", bucket([])) == set()
	ranks("ArtifactBucketAEA9A052", bucket([])) == {6}
}

test_names_that_say_something_else if {
	ranks("ArtifactAccessLogs", bucket([])) == set()
	ranks("BuildCache", bucket([])) == set()
	ranks("ReleaseWebsite", bucket([])) == set()
}

named(name) := {"properties": {"BucketName": name}}

test_a_name_outweighs_an_id if {
	ranks("ReleaseBucket", named("acme-logs")) == set()
	ranks("ReleaseBucket", named("acme-data")) == {8}
	ranks("LogBucket", named("acme-release")) == {8}
	ranks("ReleaseBucket", named({"$unknown": "r"})) == set()
	ranks("ReleaseBucket", named({"$unknown": "r", "$text": [null, "-", null]})) == set()
	ranks("ReleaseBucket", named({"$unknown": "r", "$text": ["acme-", null]})) == {8}
	ranks("ReleaseBucket", named({"$unknown": "r", "$text": ["release-", null, "-logs"]})) == set()
}

test_an_exempt_use_outweighs_a_name if {
	ranks("BuildBucket", bucket([use("AWS::CodeBuild::Project", "P", "Cache.Location")])) == set()
}

test_tokens if {
	artifacts.tokens("CIBuildBucket") == {"ci", "build", "bucket"}
	artifacts.tokens("my.build_bucket-2") == {"my", "build", "bucket", "2"}
}

test_the_best_evidence_is_shown if {
	store := use("AWS::CodePipeline::Pipeline", "P", "ArtifactStore.Location")
	code := use("AWS::Lambda::Function", "F", "Code.S3Bucket")
	artifacts.shown("Artifacts", bucket([code, store]), ["artifact"]).rank == 3
	artifacts.shown("Artifacts", bucket([]), ["artifact"]).rank == 6
}

test_hints_and_what_cdk_makes_show_too_little if {
	store := use("AWS::CodePipeline::Pipeline", "Stack/Pipe", "ArtifactStore.Location")
	not artifacts.shown("ReleaseBucket", bucket([]), ["artifact"])
	not artifacts.shown("Stack/Pipe/ArtifactsBucket", bucket([store]), ["artifact"])
}

test_a_name_is_less_sure_than_a_use if {
	found := {"at": [], "message": "m"}
	artifacts.told(found, {"rank": 6, "what": "w", "use": null}).confidence == "medium"
	evidence := {"rank": 3, "what": "w", "use": use("AWS::CodePipeline::Pipeline", "P", "ArtifactStore.Location")}
	artifacts.told(found, evidence).related[0].message == "w" with input as {"file": {"path": "a.yaml"}}
}
