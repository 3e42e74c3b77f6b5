# METADATA
# title: Which buckets hold artifacts
# description: |
#   The evidence, as a table: who uses a bucket, by which property, and what that makes of the bucket. The rank orders it:
#   1 must keep versions, 2 is deployed to, 3 is a pipeline's store, 4 takes or feeds builds, 5 holds code or templates,
#   6 is called artifacts, 7 is a store that CDK made, 8 has a name that hints at artifacts. Caches and logs are exempt.
#   A rule that asks for evidence selects AWS::CodeBuild::Project and AWS::CodePipeline::Pipeline in `sees` and `project`:
#   what is not seen proves nothing.
package plimsoll.lib.artifacts

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

uses := {
	"AWS::CodePipeline::Pipeline": {
		"Stages.*.Actions.*.Configuration.S3Bucket": [1, "S3 source of pipeline"],
		"Stages.*.Actions.*.Configuration.BucketName": [2, "deployment target of pipeline"],
		"ArtifactStore.Location": [3, "artifact store of pipeline"],
		"ArtifactStores.*.ArtifactStore.Location": [3, "artifact store of pipeline"],
	},
	"AWS::CodeBuild::Project": {
		"Artifacts.Location": [4, "output bucket of build project"],
		"SecondaryArtifacts.*.Location": [4, "output bucket of build project"],
		"Source.Location": [4, "source bucket of build project"],
		"SecondarySources.*.Location": [4, "source bucket of build project"],
	},
	"AWS::Lambda::Function": {"Code.S3Bucket": [5, "code bucket of function"]},
	"AWS::Lambda::LayerVersion": {"Content.S3Bucket": [5, "code bucket of layer"]},
	"AWS::Serverless::Function": {"CodeUri": [5, "code bucket of function"], "CodeUri.Bucket": [5, "code bucket of function"]},
	"AWS::Serverless::LayerVersion": {"ContentUri": [5, "code bucket of layer"], "ContentUri.Bucket": [5, "code bucket of layer"]},
	"AWS::Serverless::Api": {"DefinitionUri": [5, "definition bucket of API"], "DefinitionUri.Bucket": [5, "definition bucket of API"]},
	"AWS::Serverless::HttpApi": {"DefinitionUri": [5, "definition bucket of API"], "DefinitionUri.Bucket": [5, "definition bucket of API"]},
	"AWS::Serverless::StateMachine": {
		"DefinitionUri": [5, "definition bucket of state machine"],
		"DefinitionUri.Bucket": [5, "definition bucket of state machine"],
	},
	"AWS::ApiGateway::RestApi": {"BodyS3Location.Bucket": [5, "definition bucket of API"]},
	"AWS::ApiGatewayV2::Api": {"BodyS3Location.Bucket": [5, "definition bucket of API"]},
	"AWS::StepFunctions::StateMachine": {"DefinitionS3Location.Bucket": [5, "definition bucket of state machine"]},
	"AWS::CloudFormation::Stack": {"TemplateURL": [5, "template bucket of stack"]},
	"AWS::CloudFormation::StackSet": {"TemplateURL": [5, "template bucket of stack set"]},
	"AWS::ServiceCatalog::CloudFormationProduct": {
		"ProvisioningArtifactParameters.*.Info.LoadTemplateFromURL": [5, "template bucket of product"],
	},
	"AWS::ElasticBeanstalk::ApplicationVersion": {"SourceBundle.S3Bucket": [5, "source bucket of application version"]},
	"AWS::CodeDeploy::DeploymentGroup": {"Deployment.Revision.S3Location.Bucket": [5, "revision bucket of deployment group"]},
	"AWS::ImageBuilder::Component": {"Uri": [5, "document bucket of component"]},
	"AWS::ImageBuilder::Workflow": {"Uri": [5, "document bucket of workflow"]},
	"AWS::ImageBuilder::ContainerRecipe": {"DockerfileTemplateUri": [5, "Dockerfile bucket of recipe"]},
	"AWS::Synthetics::Canary": {"Code.S3Bucket": [5, "code bucket of canary"]},
	"AWS::BedrockAgentCore::Runtime": {"AgentRuntimeArtifact.CodeConfiguration.Code.S3.Bucket": [5, "code bucket of runtime"]},
	"AWS::Glue::Job": {"Command.ScriptLocation": [5, "script bucket of job"]},
	"AWS::MWAA::Environment": {"SourceBucketArn": [5, "source bucket of environment"]},
	"AWS::KinesisAnalyticsV2::Application": {
		"ApplicationConfiguration.ApplicationCodeConfiguration.CodeContent.S3ContentLocation.BucketARN": [5, "code bucket of application"],
	},
	"AWS::GameLift::Build": {"StorageLocation.Bucket": [5, "storage of game build"]},
	"AWS::GameLift::Script": {"StorageLocation.Bucket": [5, "storage of game script"]},
	"AWS::IoT::SoftwarePackageVersion": {
		"Artifact.S3Location.Bucket": [5, "artifact bucket of package version"],
		"Sbom.S3Location.Bucket": [5, "SBOM bucket of package version"],
	},
}

# Properties that mean a bucket of artifacts only beside other values: each a path from the object that the two share, and
# the value that must stand there. CodeBuild keeps a Location for every Type, and any action may call a setting S3Bucket.
demands := {
	"AWS::CodeBuild::Project": {
		"Artifacts.Location": [[["Type"], "S3"]],
		"SecondaryArtifacts.*.Location": [[["Type"], "S3"]],
		"Source.Location": [[["Type"], "S3"]],
		"SecondarySources.*.Location": [[["Type"], "S3"]],
	},
	"AWS::CodePipeline::Pipeline": {
		"Stages.*.Actions.*.Configuration.S3Bucket": [
			[["ActionTypeId", "Provider"], "S3"],
			[["ActionTypeId", "Category"], "Source"],
		],
		"Stages.*.Actions.*.Configuration.BucketName": [
			[["ActionTypeId", "Provider"], "S3"],
			[["ActionTypeId", "Category"], "Deploy"],
		],
	},
}

# What is written here can be made again or is never read again: such a bucket is no artifact bucket, whatever its name says.
exempt := {
	"AWS::CodeBuild::Project": {"Cache.Location", "LogsConfig.S3Logs.Location"},
	"AWS::S3::Bucket": {"LoggingConfiguration.DestinationBucketName"},
	"AWS::CloudTrail::Trail": {"S3BucketName"},
	"AWS::CloudFront::Distribution": {"DistributionConfig.Logging.Bucket"},
	"AWS::EC2::FlowLog": {"LogDestination"},
	"AWS::ElasticLoadBalancing::LoadBalancer": {"AccessLoggingPolicy.S3BucketName"},
	"AWS::ElasticLoadBalancingV2::LoadBalancer": {"LoadBalancerAttributes.*.Value"},
	"AWS::EMR::Cluster": {"LogUri"},
	"AWS::ImageBuilder::InfrastructureConfiguration": {"Logging.S3Logs.S3BucketName"},
	"AWS::Synthetics::Canary": {"ArtifactS3Location"},
}

# All evidence that a bucket of this document holds artifacts: objects {rank, what, use}, where `use` is null for a name.
# `words` are those that call it artifacts, `hints` those that only hint at it.
evidence(id, bucket, words, hints) := set() if {
	not suspected(id, bucket, words, hints)
} else := used | {name | some name in called; not nameless(id, bucket)} if {
	telling_uses := {usage(use) | some use in object.get(bucket, "referencedBy", []); uses[use.resourceType][use.form]}
	shown := {one | some one in telling_uses; proven(id, one)}
	used := {{"rank": rank(id, use, entry[0]), "what": what(id, use, entry[1]), "use": use} |
		some use in object.get(bucket, "referencedBy", [])
		entry := uses[use.resourceType][use.form]
		usage(use) in shown
	}
	called := {{"rank": strength, "what": sprintf("bucket called %v", [name.whole]), "use": null} |
		some name in names(id, bucket)
		strength := name_rank(name.part, words, hints)
		undisputed(bucket)
	}
}

# Whether anything may be evidence. Most buckets have none, and this tells so quickly: a word of a name is a part of it.
suspected(_, bucket, _, _) if {
	some use in bucket.referencedBy
	uses[use.resourceType][use.form]
}

suspected(id, bucket, words, hints) if {
	spelling := lower(concat(" ", array.concat([id], facts.texts(facts.property(bucket, ["BucketName"], "")))))
	some word in array.concat(words, hints)
	contains(spelling, word)
}

# What shows best that a bucket holds artifacts: a use, or a name that calls it so. A mere hint is too little for a rule
# about more than versions, and a store that CDK makes by itself is as CDK makes it. Undefined where nothing does.
shown(id, bucket, words) := ranked[0][3] if {
	ranked := sort([[e.rank, e.what, json.marshal(e), e] | some e in evidence(id, bucket, words, []); e.rank < 7])
}

# A finding about such a bucket: it names the use, or is less sure where a name is all there is.
told(found, evidence) := finding.with_related(found, [place]) if {
	evidence.use != null
	place := finding.place(evidence.use.file, evidence.use.at, evidence.what)
} else := finding.with_confidence(found, "medium")

# The unknowns that keep a bucket without evidence from having some.
doubts(id, bucket, words, hints) := of_uses | of_names if {
	of_uses := {value |
		some one in usages(bucket)
		some claim in claims(id, one)
		count([answer | some answer in claim.answers; facts.is_not(answer.value, answer.wanted)]) == 0
		some answer in claim.answers
		value := answer.value
		facts.unknown(value)
	}
	of_names := {name |
		name := facts.property(bucket, ["BucketName"], "")
		facts.unknown(name)
		not nameless(id, bucket)
		not heard(name)
		name_rank(own_name(id), words, hints)
	}
}

# Who uses a bucket by which property, each once.
usages(bucket) := {usage(use) | some use in object.get(bucket, "referencedBy", [])}

usage(use) := {"file": use.file, "id": use.id, "resourceType": use.resourceType, "form": use.form}

# A property that needs nothing beside it proves by itself.
proven(_, usage) if object.get(demands, [usage.resourceType, usage.form], null) == null

# Where it cannot be told which object names the bucket, all of them that may must agree.
proven(id, usage) if {
	found := claims(id, usage)
	agreed := [claim | some claim in found; agrees(claim.answers)]
	count(agreed) > 0
	convincing(agreed, found)
}

convincing(agreed, found) if {
	count([claim | some claim in agreed; claim.certain]) > 0
} else if count(agreed) == count(found)

agrees(answers) if {
	every answer in answers {
		facts.is(answer.value, answer.wanted)
	}
}

# What each object says about the demands, but for those that certainly name something else than this bucket.
claims(id, usage) := [{"certain": certain, "answers": answers} |
	demanded := demands[usage.resourceType][usage.form]
	path := naming(usage)
	some holder in holders(usage)
	value := facts.get(holder, path, null)
	certain := certainty(value, id)
	answers := [{"value": facts.get(holder, demand[0], null), "wanted": demand[1]} | some demand in demanded]
]

# Whether a value names this bucket for certain; undefined where it certainly does not.
certainty(value, id) if {
	value["$ref"].id == id
} else := false if {
	is_string(value)
} else := false if {
	facts.unknown(value)
	not value["$ref"]
}

# The objects in which a use may stand. An index is no help: it counts what is written, not what this world has.
holders(usage) := inside(inside([user(usage)], ["properties", "Stages"]), ["Actions"]) if {
	usage.resourceType == "AWS::CodePipeline::Pipeline"
} else := inside([user(usage)], ["properties", steps[0]]) if {
	steps := split(usage.form, ".")
	steps[1] == "*"
} else := [facts.property(user(usage), [steps[0]], {})] if {
	steps := split(usage.form, ".")
}

inside(nodes, path) := [item | some node in nodes; some item in facts.elements(node, path)]

# The path of the property that names the bucket, from the object around it.
naming(usage) := array.slice(steps, last + 1, count(steps)) if {
	steps := split(usage.form, ".")
	stars := [i | some i, step in steps; step == "*"]
	last := max(array.concat([0], stars))
}

user(usage) := resource if {
	usage.file == input.file.path
	resource := facts.resources(usage.resourceType)[usage.id]
} else := resource if {
	found := [one |
		some one in object.get(input, ["project", "types", usage.resourceType], [])
		one.file == usage.file
		one.id == usage.id
	]
	resource := found[0]
} else := {"properties": {"$unknown": sprintf("%v of %v cannot be seen", [usage.id, usage.file])}}

rank(id, use, listed) := 7 if {
	listed == 3
	made_by_cdk(id, use.id)
} else := 1 if {
	read_in_place(use)
} else := listed

what(id, use, listed) := sprintf("artifact store that CDK makes for pipeline %v", [use.id]) if {
	made_by_cdk(id, use.id)
} else := sprintf("%v %v", [listed, use.id])

# The store that CDK makes by itself is named after its pipeline, in templates and in construct paths alike.
made_by_cdk(id, pipeline) if id == sprintf("%v/ArtifactsBucket", [pipeline])

made_by_cdk(id, pipeline) if {
	regex.match(`ArtifactsBucket[0-9A-F]{8}$`, id)
	stem := regex.replace(id, `ArtifactsBucket[0-9A-F]{8}$`, "")
	startswith(pipeline, stem)
	regex.match(`^[0-9A-F]{8}$`, trim_prefix(pipeline, stem))
}

made_by_cdk(id, _) if contains(id, "CrossRegionCodePipelineReplicationBucket")

# Lambda code that is not copied but read where it lies needs the version that was asked for.
read_in_place(use) if {
	use.file == input.file.path
	code := facts.resources(use.resourceType)[use.id]
	some part in ["Code", "Content"]
	facts.property(code, [part, "S3ObjectStorageMode"], "COPY") == "REFERENCE"
}

# A bucket whose use tells more than its name: it holds something else, or CDK named it.
nameless(_, bucket) if {
	some use in object.get(bucket, "referencedBy", [])
	use.form in exempt[use.resourceType]
}

nameless(id, bucket) if {
	some use in object.get(bucket, "referencedBy", [])
	made_by_cdk(id, use.id)
}

# What tells of a bucket: objects {part, whole}, each known part of a name and that name. The name that a person sees
# outweighs the id: where it says that something else is in there, or where nothing of it is known, the id tells nothing.
names(id, bucket) := parts | {{"part": own, "whole": own} | heard(name); own := own_name(id)} if {
	name := facts.property(bucket, ["BucketName"], "")
	parts := {{"part": part, "whole": spelled(name)} | some part in facts.texts(name)}
}

undisputed(bucket) if {
	name := facts.property(bucket, ["BucketName"], "")
	count(untelling(name)) == 0
}

# A name with its holes.
spelled(name) := name if {
	is_string(name)
} else := concat("", [piece(part) | some part in name["$text"]])

piece(part) := part if {
	is_string(part)
} else := "…"

untelling(name) := {part | some part in facts.texts(name); not telling(part)}

heard(name) if {
	facts.known(name)
} else if {
	some part in facts.texts(name)
	count(tokens(part)) > 0
}

# The last step of a construct path, without the hash that CDK adds.
own_name(id) := regex.replace(last, `[0-9A-F]{8}$`, "") if {
	last := last_step(id)
	end := substring(last, max([0, count(last) - 8]), -1)
	upper(end) == end
} else := last_step(id)

last_step(id) := steps[count(steps) - 1] if steps := split(id, "/")

# Regular expressions are dear, and few names have a word that calls for them.
name_rank(text, words, hints) := 6 if {
	some word in words
	contains(lower(text), word)
	telling(text)
} else := 8 if {
	count(hints) > 0
	found := tokens(text)
	some word in found
	word in hints
	telling(text)
}

# Words that say that a bucket holds something else.
others := {
	"access", "asset", "assets", "audit", "cache", "caches", "log", "logging", "logs", "site", "state", "static", "temp",
	"temporary", "tfstate", "tmp", "trail", "web", "website",
}

telling(text) if {
	found := tokens(text)
	count(found & others) == 0
}

# The words of a name, in lower case: ABuildBucket, a-build-bucket and a.build.bucket are one.
tokens(text) := {word | some word in regex.split(`[^a-z0-9]+`, text); word != ""} if {
	lower(text) == text
} else := {word | some word in regex.split(`[^a-z0-9]+`, lower(spaced)); word != ""} if {
	humps := regex.replace(text, `([a-z0-9])([A-Z])`, "$1-$2")
	spaced := regex.replace(humps, `([A-Z])([A-Z][a-z])`, "$1-$2")
}
