# METADATA
# title: The images of this pipeline are kept for ever
# description: >-
#   Every build makes an AMI and its snapshots, which are paid for until somebody deletes them, and an image with old
#   vulnerabilities can still be launched. No lifecycle policy of these files speaks of it.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/imagebuilder/latest/userguide/image-lifecycle-rules.html
# custom:
#   level: info
#   confidence: medium
#   fix: none
#   selects:
#     resources: ["AWS::ImageBuilder::ImagePipeline"]
#     sees: ["AWS::ImageBuilder::LifecyclePolicy"]
#     project: ["AWS::ImageBuilder::LifecyclePolicy"]
#   controls:
#     nist-800-53: [SI-2]
package plimsoll.rules.image_builder.missing_lifecycle_policy

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

# What a pipeline of a container recipe makes is in a repository, which has a lifecycle policy of its own.
deny contains finding.at(["resources", id], "every build leaves an AMI with its snapshots, and no lifecycle policy in these files removes the old ones") if {
	some id, pipeline in facts.resources("AWS::ImageBuilder::ImagePipeline")
	facts.absent(pipeline, ["ContainerRecipeArn"])
	facts.property(pipeline, ["Status"], "ENABLED") == "ENABLED"
	count(policies) == 0
}

# Which images a policy selects is written in names and tags; one of the run that may be meant is enough.
policies contains policy.id if {
	some policy in facts.everywhere("AWS::ImageBuilder::LifecyclePolicy")
	status := facts.property(policy, ["Status"], "ENABLED")
	status != "DISABLED"
	type := facts.property(policy, ["ResourceType"], "AMI_IMAGE")
	type != "CONTAINER_IMAGE"
}
