# METADATA
# title: ECR refuses this lifecycle policy
# description: >-
#   CloudFormation takes any text as a lifecycle policy, and ECR looks at it in the deployment only. Until it is mended
#   nothing is cleaned up, and the stack cannot be updated.
# scope: package
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
# custom:
#   level: error
#   confidence: high
#   selects:
#     documents: [ecr-lifecycle-policy]
package plimsoll.rules.ecr.invalid_lifecycle_policy

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding
import data.plimsoll.lib.lifecycle

marks := {"$unknown", "$ref", "$text"}

keys := {
	"": {"rulePriority", "description", "selection", "action"},
	"selection": {"tagStatus", "tagPatternList", "tagPrefixList", "storageClass", "countType", "countUnit", "countNumber"},
	"action": {"type", "targetStorageClass"},
}

values := {
	"selection": {
		"tagStatus": ["tagged", "untagged", "any"],
		"countType": ["imageCountMoreThan", "sinceImagePushed", "sinceImagePulled", "sinceImageTransitioned"],
		"storageClass": ["standard", "archive"],
		"countUnit": ["days"],
	},
	"action": {"type": ["expire", "transition"], "targetStorageClass": ["archive"]},
}

# --- the text

deny contains finding.at(["documents", i, "error"], sprintf("the policy is no JSON: %v", [document.error])) if {
	some i, document in lifecycle.policies
	is_string(document.error)
}

deny contains finding.at(["documents", i, "content"], message) if {
	some i, document in lifecycle.policies
	document.size > 30720
	message := sprintf("the policy has %v characters, and ECR takes 30720", [document.size])
}

deny contains finding.at(["documents", i, "content", "rules"], "a policy needs a list of rules") if {
	some i, document in lifecycle.policies
	rules := facts.get(document.content, ["rules"], null)
	facts.known(rules)
	not is_array(rules)
}

deny contains finding.at(["documents", i, "content", "rules"], "a policy needs at least one rule") if {
	some i, document in lifecycle.policies
	facts.get(document.content, ["rules"], null) == []
}

deny contains finding.at(["documents", i, "content", "rules"], message) if {
	some i, document in lifecycle.policies
	rules := facts.elements(document.content, ["rules"])
	count(rules) > 50
	message := sprintf("the policy has %v rules, and ECR takes 50", [count(rules)])
}

deny contains finding.at(["documents", i, "content", key], sprintf("%v is no part of a policy, which has rules only", [key])) if {
	some i, document in lifecycle.policies
	is_object(document.content)
	some key, _ in document.content
	not key in {"rules"} | marks
}

# --- the parts of a rule

deny contains finding.at(array.concat(entry.at, [key]), message) if {
	some entry in lifecycle.rules
	some key, _ in entry.rule
	allowed := keys[""]
	not key in allowed | marks
	message := sprintf("%v is no part of a rule, which has %v", [key, concat(", ", sort(allowed))])
}

deny contains finding.at(array.concat(entry.at, [part, key]), message) if {
	some entry in lifecycle.rules
	some part in ["selection", "action"]
	node := facts.get(entry.rule, [part], null)
	is_object(node)
	some key, _ in node
	allowed := keys[part]
	not key in allowed | marks
	message := sprintf("%v is no part of a rule's %v, which has %v", [key, part, concat(", ", sort(allowed))])
}

deny contains finding.at(array.concat(entry.at, [key]), sprintf("a rule needs %v", [key])) if {
	some entry in lifecycle.rules
	some key in ["rulePriority", "selection", "action"]
	facts.get(entry.rule, [key], null) == null
}

deny contains finding.at(array.concat(entry.at, [part, key]), sprintf("a rule's %v needs %v", [part, key])) if {
	some entry in lifecycle.rules
	some [part, key] in [["selection", "tagStatus"], ["selection", "countType"], ["selection", "countNumber"], ["action", "type"]]
	is_object(facts.get(entry.rule, [part], null))
	facts.get(entry.rule, [part, key], null) == null
}

deny contains finding.at(array.concat(entry.at, [part, key]), message) if {
	some entry in lifecycle.rules
	some part, members in values
	some key, allowed in members
	value := facts.get(entry.rule, [part, key], null)
	value != null
	facts.known(value)
	not value in allowed
	message := sprintf("%v is no %v: it is %v", [value, key, concat(" or ", allowed)])
}

# --- numbers

deny contains finding.at(array.concat(entry.at, ["rulePriority"]), message) if {
	some entry in lifecycle.rules
	value := lifecycle.priority(entry)
	message := no_number(value, "rulePriority")
}

deny contains finding.at(array.concat(entry.at, ["selection", "countNumber"]), message) if {
	some entry in lifecycle.rules
	value := lifecycle.count_number(entry)
	message := no_number(value, "countNumber")
}

no_number(value, name) := sprintf("%v must be a whole number of at least 1", [name]) if {
	is_number(value)
	not whole(value)
} else := sprintf("%v must be a number, not %v", [name, type_name(value)]) if {
	value != null
	facts.known(value)
	not is_number(value)
}

whole(value) if {
	value >= 1
	floor(value) == value
}

deny contains finding.at(array.concat(entry.at, ["rulePriority"]), sprintf("two rules have the priority %v", [value])) if {
	some entry in lifecycle.rules
	value := lifecycle.priority(entry)
	is_number(value)
	some other in lifecycle.others(entry)
	lifecycle.priority(other) == value
	other.at < entry.at
}

# --- which images

deny contains finding.at(array.concat(entry.at, ["rulePriority"]), message) if {
	some entry in lifecycle.rules
	lifecycle.status(entry) == "any"
	some other in lifecycle.others(entry)
	lifecycle.storage(other) == lifecycle.storage(entry)
	lifecycle.before(entry, other)
	message := sprintf("the rule for any image must have the highest rulePriority, and %v is higher", [highest(entry)])
}

highest(entry) := max([number | some other in lifecycle.others(entry); number := lifecycle.priority(other); is_number(number)])

deny contains finding.at(array.concat(entry.at, ["selection", "tagStatus"]), message) if {
	some entry in lifecycle.rules
	status := lifecycle.status(entry)
	status in {"any", "untagged"}
	some other in lifecycle.others(entry)
	lifecycle.status(other) == status
	lifecycle.storage(other) == lifecycle.storage(entry)
	other.at < entry.at
	message := sprintf("a second rule for %v images: ECR takes one for each storage class", [status])
}

deny contains finding.at(array.concat(entry.at, ["selection", "tagStatus"]), message) if {
	some entry in lifecycle.rules
	lifecycle.status(entry) == "tagged"
	every list in lifecycle.lists {
		facts.get(entry.rule, ["selection", list], []) == []
	}
	message := "a rule for tagged images needs tagPatternList or tagPrefixList; for all images set tagStatus to any"
}

deny contains finding.at(array.concat(entry.at, ["selection", list]), message) if {
	some entry in lifecycle.rules
	status := lifecycle.status(entry)
	status in {"any", "untagged"}
	some list in lifecycle.lists
	value := facts.get(entry.rule, ["selection", list], null)
	is_array(value)
	message := sprintf("%v belongs to tagStatus tagged, and here it is %v", [list, status])
}

deny contains finding.at(array.concat(entry.at, ["selection", "tagPrefixList"]), "a rule has tagPatternList or tagPrefixList, not both") if {
	some entry in lifecycle.rules
	every list in lifecycle.lists {
		is_array(facts.get(entry.rule, ["selection", list], null))
	}
}

deny contains finding.at(array.concat(entry.at, ["selection", "tagPatternList", k]), message) if {
	some entry in lifecycle.rules
	some k, pattern in lifecycle.names(entry, "tagPatternList")
	is_string(pattern)
	count(split(pattern, "*")) > 5
	message := sprintf("%v has more than four *", [pattern])
}

deny contains finding.at(array.concat(entry.at, ["selection", list]), message) if {
	some entry in lifecycle.rules
	some list in lifecycle.lists
	names := sort(lifecycle.names(entry, list))
	count(names) > 0
	every name in names {
		is_string(name)
	}
	some other in lifecycle.others(entry)
	sort(lifecycle.names(other, list)) == names
	lifecycle.storage(other) == lifecycle.storage(entry)
	other.at < entry.at
	message := sprintf("a second rule for %v: ECR takes one for each storage class", [concat(", ", names)])
}

# --- when

deny contains finding.at(array.concat(entry.at, ["selection", "countUnit"]), message) if {
	some entry in lifecycle.rules
	type := lifecycle.count_type(entry)
	type in {"sinceImagePushed", "sinceImagePulled", "sinceImageTransitioned"}
	facts.get(entry.rule, ["selection", "countUnit"], null) == null
	message := sprintf("%v needs countUnit: days", [type])
}

deny contains finding.at(array.concat(entry.at, ["selection", "countUnit"]), "imageCountMoreThan counts images and takes no countUnit") if {
	some entry in lifecycle.rules
	lifecycle.count_type(entry) == "imageCountMoreThan"
	is_string(facts.get(entry.rule, ["selection", "countUnit"], null))
}

deny contains finding.at(array.concat(entry.at, ["selection", "countType"]), "sinceImagePulled goes with the action transition only") if {
	some entry in lifecycle.rules
	lifecycle.count_type(entry) == "sinceImagePulled"
	lifecycle.action(entry) == "expire"
}

deny contains finding.at(array.concat(entry.at, ["selection", "countType"]), message) if {
	some entry in lifecycle.rules
	type := lifecycle.count_type(entry)
	storage := lifecycle.storage(entry)
	message := misplaced(type, storage)
}

misplaced("sinceImageTransitioned", "standard") := "sinceImageTransitioned is for images in the storage class archive"

misplaced(type, "archive") := sprintf("images in the storage class archive are counted by sinceImageTransitioned, not by %v", [type]) if {
	type in {"imageCountMoreThan", "sinceImagePushed", "sinceImagePulled"}
}

deny contains finding.at(array.concat(entry.at, ["selection", "countNumber"]), "archived images are kept for at least 90 days") if {
	some entry in lifecycle.rules
	lifecycle.count_type(entry) == "sinceImageTransitioned"
	number := lifecycle.count_number(entry)
	is_number(number)
	number < 90
}

# --- what

deny contains finding.at(array.concat(entry.at, ["action", "targetStorageClass"]), "a transition needs targetStorageClass: archive") if {
	some entry in lifecycle.rules
	lifecycle.action(entry) == "transition"
	facts.get(entry.rule, ["action", "targetStorageClass"], null) == null
}

deny contains finding.at(array.concat(entry.at, ["action", "targetStorageClass"]), "expire takes no targetStorageClass") if {
	some entry in lifecycle.rules
	lifecycle.action(entry) == "expire"
	is_string(facts.get(entry.rule, ["action", "targetStorageClass"], null))
}

deny contains finding.at(array.concat(entry.at, ["action", "type"]), "archived images can only expire") if {
	some entry in lifecycle.rules
	lifecycle.action(entry) == "transition"
	lifecycle.storage(entry) == "archive"
}
