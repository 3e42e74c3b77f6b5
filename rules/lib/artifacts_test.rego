package plimsoll.lib.artifacts_test

import data.plimsoll.lib.artifacts

words := ["artifact"]

hints := ["build", "release"]

use(type, id, form) := {"file": "a.yaml", "id": id, "resourceType": type, "form": form, "at": ["resources", id]}

bucket(uses) := {"properties": {}, "referencedBy": uses}

ranks(id, it) := {e.rank | some e in artifacts.evidence(id, it, words, hints)}

test_uses if {
	ranks("B", bucket([use("AWS::CodePipeline::Pipeline", "P", "Stages.*.Actions.*.Configuration.S3Bucket")])) == {1}
	ranks("B", bucket([use("AWS::CodePipeline::Pipeline", "P", "ArtifactStore.Location")])) == {3}
	ranks("B", bucket([use("AWS::CodeBuild::Project", "P", "Artifacts.Location")])) == {4}
	ranks("B", bucket([use("AWS::Serverless::Function", "F", "CodeUri.Bucket")])) == {5}
	ranks("B", bucket([use("AWS::CodeBuild::Project", "P", "Cache.Location")])) == set()
	ranks("B", bucket([use("AWS::SNS::Topic", "P", "Artifacts.Location")])) == set()
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

test_an_exempt_use_outweighs_a_name if {
	ranks("BuildBucket", bucket([use("AWS::CodeBuild::Project", "P", "Cache.Location")])) == set()
}

test_tokens if {
	artifacts.tokens("CIBuildBucket") == {"ci", "build", "bucket"}
	artifacts.tokens("my.build_bucket-2") == {"my", "build", "bucket", "2"}
}
