package plimsoll.rules.image.mutable_tag_test

import data.plimsoll.rules.image.mutable_tag

document(image, repositories) := {
	"file": {"path": "a.yaml"},
	"options": {"words": ["latest", "main", "prod"]},
	"types": {},
	"images": [object.union(
		{
			"owner": "Task",
			"text": "…",
			"resourceType": "AWS::ECS::TaskDefinition",
			"registry": {"kind": "ecr"},
			"repository": {"name": "orders", "resource": {"file": "r.yaml", "id": "Repo"}},
			"tag": null,
			"digest": null,
		},
		image,
	)],
	"project": {"types": {"AWS::ECR::Repository": [{"file": "r.yaml", "id": "Repo", "properties": p} | some p in repositories]}},
}

tagged(value) := {"tag": {"value": value, "origin": "literal", "because": null}}

levels := {f.level | some f in mutable_tag.deny}

reasons := {f.undecided | some f in mutable_tag.deny}

test_latest if levels == {"error"} with input as document(tagged("latest"), [])

test_no_tag if levels == {"error"} with input as document({}, [])

test_a_word if levels == {"warning"} with input as document(tagged("prod"), [])

test_a_major if levels == {"warning"} with input as document(tagged("v1"), [])

test_a_word_and_a_major if count(levels) == 1 with input as document(tagged("v2-prod"), [])

test_the_words_are_an_option if {
	doc := document(tagged("blue"), [])
	levels == {"warning"} with input as object.union(doc, {"options": {"words": ["blue"]}})
}

test_pinned if {
	every tag in ["1.2.3", "0123abc", "prod-0123abc", "20240101"] {
		mutable_tag.deny == set() with input as document(tagged(tag), [])
	}
}

test_the_reason_is_shown if {
	found := mutable_tag.deny with input as document({"tag": {"value": "latest", "origin": "parameter", "because": "default of parameter Tag"}}, [])
	some one in found
	one.message == "the tag latest of orders (default of parameter Tag) moves with every push: a new image is not deployed by itself, and a rollback does not bring the old one back"
	one.at == ["images", 0, "tag"]
}

messages := {f.message | some f in mutable_tag.deny}

test_no_tag_names_the_reference if {
	consequence := "a new image is not deployed by itself, and a rollback does not bring the old one back"
	messages == {concat("", ["orders has no tag, which means latest: ", consequence])} with input as document({}, [])
	unnamed := {"text": "${Registry}/${Image}", "repository": {"name": {"$unknown": "r"}, "resource": null}}
	messages == {concat("", ["${Image} has no tag, which means latest: ", consequence])} with input as document(unnamed, [])
	unsaid := object.union(unnamed, {"text": "${…}"})
	messages == {concat("", ["this image has no tag, which means latest: ", consequence])} with input as document(unsaid, [])
	long := object.union(unnamed, {"text": concat("", [name | some _ in numbers.range(1, 20); name := "${Part}"])})
	messages == {concat("", ["this image has no tag, which means latest: ", consequence])} with input as document(long, [])
}

test_the_tag_of_a_repository_without_a_name if {
	found := mutable_tag.deny with input as document(anonymous("latest"), [])
	count(found) == 1
	some one in found
	startswith(one.message, "the tag latest moves with every push: ")
}

test_a_job if {
	found := mutable_tag.deny with input as document(object.union(tagged("main"), {"resourceType": "AWS::Batch::JobDefinition"}), [])
	count(found) == 1
	some one in found
	endswith(one.message, ": the next job can run another image than the last one, and a rollback does not bring the old one back")
}

runner(source, kind) := object.union(
	document(object.union(tagged("latest"), {"owner": "Web", "resourceType": "AWS::AppRunner::Service", "registry": {"kind": kind}}), []),
	{"types": {"AWS::AppRunner::Service": {"Web": {"properties": {"SourceConfiguration": source}}}}},
)

test_a_service_that_deploys_every_push if {
	levels == {"warning"} with input as runner({"AutoDeploymentsEnabled": true}, "ecr")
	levels == {"warning"} with input as runner({}, "ecr")
	levels == {"warning"} with input as runner({"AutoDeploymentsEnabled": {"$unknown": "r"}}, "ecr")
	levels == {"warning"} with input as runner({}, {"$unknown": "r"})
	levels == {"error"} with input as runner({"AutoDeploymentsEnabled": "false"}, "ecr")
	levels == {"error"} with input as runner({}, "ecr-public")
}

test_a_build_image if {
	found := mutable_tag.deny with input as document(object.union(tagged("main"), {"resourceType": "AWS::CodeBuild::Project"}), [])
	some one in found
	endswith(one.message, "the same build can run with other tools tomorrow")
}

test_a_base_image if {
	found := mutable_tag.deny with input as document(object.union(tagged("latest"), {"resourceType": "AWS::ImageBuilder::ContainerRecipe"}), [])
	count(found) == 1
	some one in found
	endswith(one.message, ": the same recipe can build another image tomorrow")
}

test_a_digest_decides if {
	mutable_tag.deny == set() with input as document(object.union(tagged("latest"), {"digest": "sha256:0"}), [])
}

test_an_unknown_digest_decides if {
	mutable_tag.deny == set() with input as document({"digest": {"$unknown": "parameter"}, "tag": {"$unknown": "parameter"}}, [])
}

test_unknown if {
	mutable_tag.deny == {{"at": ["images", 0, "tag"], "undecided": "tag of orders:${Tag}: no default"}} with input as document(
		{"tag": {"$unknown": "no default"}, "text": "${Registry}/acme/orders:${Tag}"},
		[],
	)
}

test_managed if {
	every kind in ["asset", "codebuild", "image-builder", "lightsail"] {
		mutable_tag.deny == set() with input as document({"registry": {"kind": kind}}, [])
	}
}

test_perhaps_managed if {
	reasons == {"registry of …: host"} with input as document({"registry": {"kind": {"$unknown": "host"}}, "resourceType": "AWS::CodeBuild::Project"}, [])
}

test_an_unknown_registry if levels == {"error"} with input as document({"registry": {"kind": {"$unknown": "host"}}}, [])

test_immutable if mutable_tag.deny == set() with input as document(tagged("prod"), [{"ImageTagMutability": "IMMUTABLE"}])

test_latest_in_an_immutable_repository if {
	found := mutable_tag.deny with input as document(tagged("latest"), [{"ImageTagMutability": "IMMUTABLE"}])
	count(found) == 1
	some one in found
	one.level == "warning"
	startswith(one.message, "latest can be pushed only once to Repo")
	one.related[0].file == "r.yaml"
}

test_no_tag_in_an_immutable_repository if levels == {"warning"} with input as document({}, [{"ImageTagMutability": "IMMUTABLE"}])

test_mutable if levels == {"error"} with input as document(tagged("latest"), [{}])

filters(mutability, pattern) := {
	"ImageTagMutability": mutability,
	"ImageTagMutabilityExclusionFilters": [{"ImageTagMutabilityExclusionFilterValue": pattern}],
}

test_excluded if levels == {"warning"} with input as document(tagged("prod"), [filters("IMMUTABLE_WITH_EXCLUSION", "prod*")])

test_latest_excluded if levels == {"error"} with input as document(tagged("latest"), [filters("IMMUTABLE_WITH_EXCLUSION", "latest")])

test_not_excluded if mutable_tag.deny == set() with input as document(tagged("prod"), [filters("IMMUTABLE_WITH_EXCLUSION", "dev*")])

test_perhaps_excluded if {
	reasons == {"tags of Repo may be immutable"} with input as document(tagged("prod"), [filters("IMMUTABLE_WITH_EXCLUSION", {"$unknown": "r"})])
}

test_perhaps_immutable if {
	reasons == {"tags of Repo may be immutable"} with input as document(tagged("prod"), [{"ImageTagMutability": {"$unknown": "r"}}])
}

test_latest_perhaps_immutable if {
	levels == {"warning"} with input as document(tagged("latest"), [{"ImageTagMutability": {"$unknown": "r"}}])
}

anonymous(tag) := object.union(tagged(tag), {"repository": {"name": {"$unknown": "parameter"}, "resource": null}})

test_an_unknown_repository_may_be_the_immutable_one if {
	reasons == {"tags of Repo may be immutable"} with input as document(anonymous("prod"), [{"ImageTagMutability": "IMMUTABLE"}])
	levels == {"warning"} with input as document(anonymous("latest"), [{"ImageTagMutability": "IMMUTABLE"}])
}

test_an_unknown_repository if levels == {"warning"} with input as document(anonymous("prod"), [{}])

# A name of its own is not the name of the repository here.
test_another_repository if {
	image := object.union(tagged("prod"), {"repository": {"name": "other", "resource": null}})
	levels == {"warning"} with input as document(image, [{"ImageTagMutability": "IMMUTABLE"}])
}

test_an_empty_reference if mutable_tag.deny == set() with input as document({"text": ""}, [])

sam(metadata) := object.union(
	document(object.union(tagged("latest"), {"owner": "Function", "resourceType": "AWS::Serverless::Function"}), []),
	{"types": {"AWS::Serverless::Function": {"Function": {"metadata": metadata}}}},
)

test_an_image_that_sam_builds if mutable_tag.deny == set() with input as sam({"DockerContext": ".", "DockerTag": "latest"})

test_an_image_that_sam_takes if {
	levels == {"error"} with input as sam(null)
	levels == {"error"} with input as sam({"Owner": "orders"})
}

test_an_image_that_sam_perhaps_builds if reasons == {"metadata of Function: r"} with input as sam({"$unknown": "r"})

test_doubt_about_one_image_is_none_about_another if {
	certain := document(tagged("latest"), [])
	doubted := document({"registry": {"kind": {"$unknown": "host"}}, "resourceType": "AWS::CodeBuild::Project"}, [])
	both := object.union(certain, {"images": array.concat(certain.images, doubted.images)})
	found := mutable_tag.deny with input as both
	{f.at[1] | some f in found; f.level} == {0}
	{f.at[1] | some f in found; f.undecided} == {1}
}
