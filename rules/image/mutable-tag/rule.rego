# METADATA
# title: This image reference can change under you
# description: >-
#   A tag that moves names another image tomorrow. CloudFormation sees no change when it does, so the new image is not
#   deployed, and a rollback gets whatever the tag names by then instead of what ran before.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
#   - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html
# custom:
#   level: error
#   confidence: high
#   fix: none
#   selects:
#     images: true
#     sees: ["AWS::AppRunner::Service", "AWS::ECR::Repository", "AWS::Serverless::Function"]
#     project: ["AWS::ECR::Repository"]
#   options:
#     words:
#       description: The words by which a tag moves, alone or as its first or last part
#       type: array
#       items: {type: string}
#       uniqueItems: true
#       default: [
#         latest, main, master, trunk, head, develop, development, dev, test, testing, qa, uat, stag, stage, staging, stg,
#         preprod, prod, production, live, release, current, stable, edge, nightly, canary, next, preview, beta, alpha,
#         snapshot, lts]
#   controls:
#     nist-800-53: [CM-2]
#     ssdf: [PS.3.1]
package plimsoll.rules.image.mutable_tag

import data.plimsoll.lib.ecr
import data.plimsoll.lib.facts
import data.plimsoll.lib.finding
import data.plimsoll.lib.tags

# References that AWS or the CDK toolkit keep in order by themselves.
managed := {"asset", "codebuild", "image-builder", "lightsail"}

# The types in which such a reference may hide behind a registry that cannot be known.
may_be_managed := {
	"AWS::CodeBuild::Project",
	"AWS::ImageBuilder::ContainerRecipe",
	"AWS::ImageBuilder::ImageRecipe",
	"AWS::Lightsail::Container",
}

deny contains finding.with_level(finding.at(place(i), message), level(image, fault)) if {
	some i, fault in faults
	image := candidates[i]
	not doubtful(image)
	guard(image, tag_of(image)).state == "open"
	message := sprintf("%v: %v", [fault.what, consequence(image)])
}

# Where the repository may be immutable, latest is wrong either way, and less so.
deny contains finding.with_level(finding.at(place(i), message), "warning") if {
	some i, fault in faults
	fault.level == "error"
	image := candidates[i]
	not doubtful(image)
	guard(image, "latest").state == "unsure"
	message := sprintf("%v: %v", [fault.what, consequence(image)])
}

deny contains finding.with_level(found, "warning") if {
	some i, fault in faults
	fault.level == "error"
	image := candidates[i]
	some repository in origin(image)
	ecr.fixed(repository, "latest")
	message := sprintf("%v can be pushed only once to %v, where tags are immutable: the next release needs another tag", [latest(image), repository.id])
	here := finding.place(repository.file, facts.at(repository.id, ["ImageTagMutability"]), "tags are immutable here")
	found := finding.with_related(finding.at(place(i), message), [here])
}

deny contains finding.undecided(place(i), {"$unknown": reason}) if {
	some i, image in candidates
	facts.unknown(image.tag)
	reason := sprintf("tag of %v: %v", [called(image), image.tag["$unknown"]])
}

deny contains finding.undecided(place(i), {"$unknown": reason}) if {
	some i, _ in faults
	reason := doubt(candidates[i])
}

deny contains finding.undecided(place(i), {"$unknown": reason}) if {
	some i, fault in faults
	fault.level == "warning"
	image := candidates[i]
	not doubtful(image)
	reason := guard(image, image.tag.value).reason
}

place(i) := ["images", i, "tag"]

# The references that a tag decides: where there is a digest, known or not, the digest does. An empty text names nothing.
candidates[i] := image if {
	some i, image in input.images
	image.digest == null
	image.text != ""
	kind := image.registry.kind
	not kind in managed
	not built(image)
}

# SAM builds this image and writes where it pushed it into the template that is deployed.
built(image) if {
	metadata := owner(image).metadata
	some key in ["DockerContext", "Dockerfile"]
	metadata[key]
}

owner(image) := facts.resources("AWS::Serverless::Function")[image.owner] if image.resourceType == "AWS::Serverless::Function"

# Why it cannot be told whether the tag decides.
doubt(image) := sprintf("registry of %v: %v", [called(image), kind["$unknown"]]) if {
	image.resourceType in may_be_managed
	kind := image.registry.kind
	facts.unknown(kind)
} else := sprintf("metadata of %v: %v", [image.owner, metadata["$unknown"]]) if {
	metadata := owner(image).metadata
	facts.unknown(metadata)
}

doubtful(image) if doubt(image)

tag_of(image) := "latest" if {
	image.tag == null
} else := image.tag.value

# What is wrong with the tags that move, by the number of the image.
faults[i] := fault if {
	some i, image in candidates
	fault := moving(image)
}

# Whether and why a tag moves.
moving(image) := {"level": "error", "what": sprintf("%v has no tag, which means latest", [named(image)])} if {
	image.tag == null
} else := {"level": "error", "what": sprintf("the tag latest%v%v moves with every push", [of(image), because(image.tag)])} if {
	image.tag.value == "latest"
} else := {"level": "warning", "what": sprintf("the tag %v%v%v moves to whatever is pushed next", [image.tag.value, of(image), because(image.tag)])} if {
	tags.word(image.tag.value, input.options.words)
} else := {"level": "warning", "what": sprintf("the tag %v%v names whichever %v release was pushed last", [image.tag.value, because(image.tag), version])} if {
	version := tags.major(image.tag.value)
}

latest(image) := sprintf("%v has no tag, which means latest, and latest", [named(image)]) if {
	image.tag == null
} else := "latest"

# The name of the repository, or what is written in its place.
named(image) := image.repository.name if {
	is_string(image.repository.name)
} else := called(image)

of(image) := sprintf(" of %v", [image.repository.name]) if {
	is_string(image.repository.name)
} else := ""

# A reference as it is written, without registry and path, where that is short enough to be read and says something. A
# slash inside of `${…}` separates nothing.
called(image) := last if {
	steps := split(image.text, "/")
	last := steps[count(steps) - 1]
	regex.match(`^([^{}]|[{][^{}]*[}])*$`, last)
	not last in {"", "${…}"}
	count(last) <= 60
} else := "this image"

because(tag) := sprintf(" (%v)", [tag.because]) if {
	is_string(tag.because)
} else := ""

# Where every push may be deployed, somebody may mean it.
level(image, fault) := "warning" if {
	pushed := deploys_pushes(image)
	not facts.is_false(pushed)
} else := fault.level

consequence(image) := "the same build can run with other tools tomorrow" if {
	image.resourceType == "AWS::CodeBuild::Project"
} else := "the same recipe can build another image tomorrow" if {
	image.resourceType == "AWS::ImageBuilder::ContainerRecipe"
} else := "the next job can run another image than the last one, and a rollback does not bring the old one back" if {
	image.resourceType == "AWS::Batch::JobDefinition"
} else := "every push is deployed at once, outside of this template, and a rollback does not bring the old image back" if {
	facts.is_true(deploys_pushes(image))
} else := "by default App Runner deploys every push of its account, and a rollback does not bring the old image back" if {
	deploys_pushes(image) == "by default"
} else := "a rollback does not bring the old image back" if {
	facts.unknown(deploys_pushes(image))
} else := "a new image is not deployed by itself, and a rollback does not bring the old one back"

# Whether App Runner deploys what is pushed. It does by itself where the repository is private and of its own account.
deploys_pushes(image) := facts.property(service, ["SourceConfiguration", "AutoDeploymentsEnabled"], usual(image.registry.kind)) if {
	image.resourceType == "AWS::AppRunner::Service"
	service := facts.resources("AWS::AppRunner::Service")[image.owner]
}

usual(kind) := "by default" if {
	kind == "ecr"
} else := kind if {
	facts.unknown(kind)
} else := false

# All repositories of the run, gathered once for all images of a file.
repositories := facts.everywhere("AWS::ECR::Repository")

# The same by file and id: a file may have very many images, and none of them is worth a look at every repository.
declared[repository.file][repository.id] contains repository if some repository in repositories

# The repository of the project that an image comes from.
origin(image) := declared[source.file][source.id] if {
	source := image.repository.resource
	is_string(source.id)
} else := set()

# Whether the repository lets this tag move: "open", "fixed", or "unsure" with a reason.
guard(image, tag) := {"state": "fixed"} if {
	some repository in origin(image)
	ecr.fixed(repository, tag)
} else := {"state": "unsure", "reason": reason} if {
	reason := doubted(image, tag)
} else := {"state": "open"}

# Where the repository cannot be known, every one of the project may be meant.
doubted(image, tag) := anywhere[tag] if {
	anonymous(image)
} else := min(reasons) if {
	not anonymous(image)
	reasons := {reason | some repository in origin(image); reason := why_fixed(repository, tag)}
	count(reasons) > 0
}

why_fixed(repository, tag) := sprintf("tags of %v may be immutable", [repository.id]) if ecr.may_be_fixed(repository, tag)

# The first reason why a tag may be immutable, whatever the repository: looked for once for each tag.
anywhere := {tag: min(reasons) |
	asked := {"latest"} | {tag_of(image) | some image in candidates; anonymous(image)}
	some tag in asked
	reasons := {reason | some repository in restricted; reason := why_fixed(repository, tag)}
	count(reasons) > 0
}

restricted := [repository | some repository in repositories; ecr.mutability(repository) != "MUTABLE"]

anonymous(image) if facts.unknown(image.repository)

anonymous(image) if facts.unknown(image.repository.resource)

anonymous(image) if facts.unknown(image.repository.resource.id)

anonymous(image) if facts.unknown(image.repository.resource.file)

anonymous(image) if {
	image.repository.resource == null
	facts.unknown(image.repository.name)
}
