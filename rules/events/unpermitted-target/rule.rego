# METADATA
# title: EventBridge may not call this target
# description: >-
#   EventBridge calls functions, topics and queues by their own policies. Without a statement for events.amazonaws.com the
#   event is dropped, and nobody hears of the build or of what the scan found.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
# custom:
#   level: warning
#   confidence: high
#   selects:
#     resources: ["AWS::Events::Rule"]
#     sees: [
#       "AWS::Lambda::Function", "AWS::Lambda::Permission", "AWS::Serverless::Function", "AWS::SNS::Topic",
#       "AWS::SNS::TopicInlinePolicy", "AWS::SNS::TopicPolicy", "AWS::SQS::Queue", "AWS::SQS::QueueInlinePolicy",
#       "AWS::SQS::QueuePolicy"]
#     project: [
#       "AWS::Lambda::Permission", "AWS::SNS::TopicInlinePolicy", "AWS::SNS::TopicPolicy", "AWS::SQS::QueueInlinePolicy",
#       "AWS::SQS::QueuePolicy"]
#     constructs: [aws_lambda.CfnFunction, aws_sns.CfnTopic, aws_sqs.CfnQueue]
#   options:
#     sources:
#       description: Sources of the events that this rule cares for
#       type: array
#       items: {type: string}
#       uniqueItems: true
#       default: [
#         aws.ecr, aws.inspector2, aws.codeartifact, aws.codebuild, aws.codepipeline, aws.codedeploy, aws.imagebuilder,
#         aws.signer]
#   controls:
#     nist-800-53: [SI-5]
#     ssdf: [RV.1.1]
package plimsoll.rules.events.unpermitted_target

import data.plimsoll.lib.events
import data.plimsoll.lib.facts
import data.plimsoll.lib.finding

# What EventBridge calls by a policy of its own, with the types that may hold it and where they name what it is for.
targets := {
	"AWS::Lambda::Function": [["AWS::Lambda::Permission", "FunctionName"]],
	"AWS::Serverless::Function": [["AWS::Lambda::Permission", "FunctionName"]],
	"AWS::SNS::Topic": [["AWS::SNS::TopicPolicy", "Topics"], ["AWS::SNS::TopicInlinePolicy", "TopicArn"]],
	"AWS::SQS::Queue": [["AWS::SQS::QueuePolicy", "Queues"], ["AWS::SQS::QueueInlinePolicy", "Queue"]],
}

deny contains finding.with_related(finding.on(id, ["Targets", i, "Arn"], message), [related]) if {
	some id, rule in facts.resources("AWS::Events::Rule")
	events.in_force(rule)
	some source in events.texts(rule, ["source"])
	source in input.options.sources
	some i, target in facts.elements(rule, ["properties", "Targets"])
	facts.get(target, ["RoleArn"], null) == null
	name := target.Arn["$ref"]
	name.file == input.file.path
	some type, policies in targets
	called := facts.resources(type)[name.id]
	written_out(name.id, called)
	allowed := [policy |
		some [kind, property] in policies
		some policy in everywhere[kind]
		may_allow(policy, kind, property, name)
	]
	count(allowed) == 0
	message := sprintf("no %v lets EventBridge call %v: the events are dropped", [short(policies[0][0]), name.id])
	related := finding.place(input.file.path, ["resources", name.id], "the target")
}

# Gathered once for all targets of a file.
everywhere := {kind: facts.everywhere(kind) | some policies in targets; some [kind, _] in policies}

# What a construct of the second level is allowed to be called by is written by methods that are not followed.
written_out(_, called) if called.construct == null

written_out(id, called) if {
	called.construct != null
	made := [construct | some construct in input.constructs; construct.id == id]
	count(made) > 0
}

may_allow(policy, kind, property, name) if {
	value := facts.property(policy, [property], null)
	some one in as_list(value)
	may_name(one, name)
	may_be_for_events(policy, kind)
}

as_list(value) := value if {
	is_array(value)
} else := [value]

may_name(value, name) if {
	value["$ref"].id == name.id
	value["$ref"].file == name.file
}

# A name or an unknown may be that of anything.
may_name(value, _) if is_string(value)

may_name(value, _) if {
	facts.unknown(value)
	not value["$ref"]
}

may_be_for_events(policy, "AWS::Lambda::Permission") if {
	principal := facts.property(policy, ["Principal"], null)
	not facts.is_not(principal, "events.amazonaws.com")
}

may_be_for_events(policy, "AWS::Lambda::Permission") if facts.is(facts.property(policy, ["Principal"], null), "*")

may_be_for_events(_, kind) if kind != "AWS::Lambda::Permission"

short(type) := parts[2] if parts := split(type, "::")
