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
#     sees: ["AWS::ECR::Repository", "AWS::Serverless::Function"]
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

builders := {"AWS::CodeBuild::Project", "AWS::ImageBuilder::ContainerRecipe"}

deny contains finding.with_level(finding.at(place(i), message), fault.level) if {
	some i, image in candidates
	fault := moving(image.tag)
	not doubtful(image)
	guard(image, tag_of(image)).state == "open"
	message := sprintf("%v: %v", [fault.what, consequence(image)])
}

# Where the repository may be immutable, latest is wrong either way, and less so.
deny contains finding.with_level(finding.at(place(i), message), "warning") if {
	some i, image in candidates
	fault := moving(image.tag)
	fault.level == "error"
	not doubtful(image)
	guard(image, "latest").state == "unsure"
	message := sprintf("%v: %v", [fault.what, consequence(image)])
}

deny contains finding.with_level(found, "warning") if {
	some i, image in candidates
	moving(image.tag).level == "error"
	some repository in origin(image)
	ecr.fixed(repository, "latest")
	message := sprintf("latest can be pushed only once to %v, where tags are immutable: the next release needs another tag", [repository.id])
	here := finding.place(repository.file, facts.at(repository.id, ["ImageTagMutability"]), "tags are immutable here")
	found := finding.with_related(finding.at(place(i), message), [here])
}

deny contains finding.undecided(place(i), image.tag) if {
	some i, image in candidates
	facts.unknown(image.tag)
}

deny contains finding.undecided(place(i), reason) if {
	some i, image in candidates
	moving(image.tag)
	reason := doubt(image)
}

deny contains finding.undecided(place(i), reason) if {
	some i, image in candidates
	moving(image.tag).level == "warning"
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
doubt(image) := kind if {
	image.resourceType in may_be_managed
	kind := image.registry.kind
	facts.unknown(kind)
} else := metadata if {
	metadata := owner(image).metadata
	facts.unknown(metadata)
}

doubtful(image) if doubt(image)

tag_of(image) := "latest" if {
	image.tag == null
} else := image.tag.value

# Whether and why a tag moves.
moving(tag) := {"level": "error", "what": "no tag means latest, which moves with every push"} if {
	tag == null
} else := {"level": "error", "what": sprintf("the tag latest%v moves with every push", [because(tag)])} if {
	tag.value == "latest"
} else := {"level": "warning", "what": sprintf("the tag %v%v moves to whatever is pushed next", [tag.value, because(tag)])} if {
	tags.word(tag.value, input.options.words)
} else := {"level": "warning", "what": sprintf("the tag %v%v moves with every release of %v", [tag.value, because(tag), version])} if {
	version := tags.major(tag.value)
}

because(tag) := sprintf(" (%v)", [tag.because]) if {
	is_string(tag.because)
} else := ""

consequence(image) := "the same build can run with other tools tomorrow" if {
	image.resourceType in builders
} else := "a new image is not deployed by itself, and a rollback does not bring the old one back"

# The repository of the project that an image comes from.
origin(image) := {repository |
	source := image.repository.resource
	some repository in facts.everywhere("AWS::ECR::Repository")
	repository.id == source.id
	repository.file == source.file
}

# Whether the repository lets this tag move: "open", "fixed", or "unsure" with a reason.
guard(image, tag) := {"state": "fixed"} if {
	some repository in origin(image)
	ecr.fixed(repository, tag)
} else := {"state": "unsure", "reason": {"$unknown": reasons[0]}} if {
	reasons := sort({reason |
		some repository in possible(image)
		ecr.may_be_fixed(repository, tag)
		reason := sprintf("tags of %v may be immutable", [repository.id])
	})
	count(reasons) > 0
} else := {"state": "open"}

# Every repository that an image may come from: all of the project where the name cannot be known.
possible(image) := origin(image) if {
	not anonymous(image)
} else := facts.everywhere("AWS::ECR::Repository")

anonymous(image) if facts.unknown(image.repository)

anonymous(image) if facts.unknown(image.repository.resource)

anonymous(image) if facts.unknown(image.repository.resource.id)

anonymous(image) if facts.unknown(image.repository.resource.file)

anonymous(image) if {
	image.repository.resource == null
	facts.unknown(image.repository.name)
}
