package plimsoll.rules.ecr.scan_disabled_test

import data.plimsoll.rules.ecr.scan_disabled

document(properties, here, elsewhere) := {
	"file": {"path": "a.yaml"},
	"options": {"registry_scanning": "declared"},
	"types": {
		"AWS::ECR::Repository": {"Repo": {"properties": properties}},
		"AWS::ECR::RegistryScanningConfiguration": {sprintf("Here%v", [i]): {"properties": p} | some i, p in here},
	},
	"project": {"types": {"AWS::ECR::RegistryScanningConfiguration": [
		{"file": "registry.yaml", "id": "Scanning", "properties": p} |
		some p in elsewhere
	]}},
}

registry(type, filters) := {"ScanType": type, "Rules": [{
	"ScanFrequency": "SCAN_ON_PUSH",
	"RepositoryFilters": [{"Filter": f, "FilterType": "WILDCARD"} | some f in filters],
}]}

messages := {f.message | some f in scan_disabled.deny}

reasons := {f.undecided | some f in scan_disabled.deny}

test_absent if {
	found := scan_disabled.deny with input as document({}, [], [])
	count(found) == 1
	some one in found
	one.at == ["resources", "Repo", "properties", "ImageScanningConfiguration", "ScanOnPush"]
	one.fix.safe == true
	one.fix.edits == [{"set": one.at, "value": true}]
}

test_off if {
	messages == {"images are not scanned on push: ScanOnPush is false"} with input as document({"ImageScanningConfiguration": {"ScanOnPush": "false"}}, [], [])
}

test_on if scan_disabled.deny == set() with input as document({"ImageScanningConfiguration": {"ScanOnPush": true}}, [], [])

test_on_as_text if {
	scan_disabled.deny == set() with input as document({"ImageScanningConfiguration": {"ScanOnPush": "true"}}, [], [])
}

test_unknown if {
	scan_disabled.deny == {{
		"at": ["resources", "Repo", "properties", "ImageScanningConfiguration", "ScanOnPush"],
		"undecided": "r",
	}} with input as document({"ImageScanningConfiguration": {"$unknown": "r"}}, [], [])
}

test_unknown_but_covered if {
	scan_disabled.deny == set() with input as document({"RepositoryName": "prod-orders", "$unknown": "r"}, [], [registry("BASIC", ["prod-*"])])
}

test_covered if {
	scan_disabled.deny == set() with input as document({"RepositoryName": "prod-orders"}, [], [registry("BASIC", ["prod-*"])])
}

test_covered_here if {
	scan_disabled.deny == set() with input as document({"RepositoryName": "prod-orders"}, [registry("ENHANCED", ["prod-*"])], [])
}

test_covered_by_a_part if {
	scan_disabled.deny == set() with input as document({"RepositoryName": "team/prod-orders"}, [], [registry("BASIC", ["prod"])])
}

test_not_covered if {
	count(messages) == 1 with input as document({"RepositoryName": "dev-orders"}, [], [registry("BASIC", ["prod-*"])])
}

test_a_generated_name_may_be_covered if {
	reasons == {"the generated name may match a filter of Scanning"} with input as document({}, [], [registry("BASIC", ["prod-*"])])
}

test_a_name_that_cannot_be_known_may_be_covered if {
	reasons == {"a filter of Scanning may match the name: r"} with input as document({"RepositoryName": {"$unknown": "r"}}, [], [registry("BASIC", ["prod-*"])])
}

test_a_generated_name_is_covered_by_a_star if scan_disabled.deny == set() with input as document({}, [], [registry("BASIC", ["*"])])

test_filters_that_cannot_be_seen if {
	reasons == {"the filters of Scanning cannot be seen"} with input as document({"RepositoryName": "orders"}, [], [{"ScanType": "BASIC", "Rules": {"$unknown": "r"}}])
}

# Enhanced scanning scans what a filter matches and nothing else.
test_left_out_by_enhanced_scanning if {
	found := scan_disabled.deny with input as document(
		{"RepositoryName": "dev", "ImageScanningConfiguration": {"ScanOnPush": true}},
		[registry("ENHANCED", ["prod"])],
		[],
	)
	some one in found
	endswith(one.message, "scanning is enhanced, and no filter of the registry matches dev")
	one.related[0].at == ["resources", "Here0", "properties", "Rules"]
	not one.fix
	count(found) == 1
}

test_enhanced_without_filters_scans_nothing if {
	count(messages) == 1 with input as document({"ImageScanningConfiguration": {"ScanOnPush": true}}, [{"ScanType": "ENHANCED", "Rules": []}], [])
}

test_enhanced_with_rules_that_cannot_be_seen if {
	scan_disabled.deny == set() with input as document({"RepositoryName": "dev", "ImageScanningConfiguration": {"ScanOnPush": true}}, [{"ScanType": "ENHANCED", "Rules": {"$unknown": "r"}}], [])
}

test_enhanced_beside_a_configuration_that_cannot_be_seen if {
	messages == set() with input as document(
		{"RepositoryName": "dev"},
		[registry("ENHANCED", ["prod"])],
		[{"ScanType": "ENHANCED", "Rules": {"$unknown": "r"}}],
	)
}

# Another template may be of another account or region.
test_enhanced_elsewhere_is_no_proof if {
	scan_disabled.deny == set() with input as document(
		{"RepositoryName": "dev", "ImageScanningConfiguration": {"ScanOnPush": true}},
		[],
		[registry("ENHANCED", ["prod"])],
	)
}

test_enhanced_elsewhere_makes_the_fix_doubtful if {
	found := scan_disabled.deny with input as document({"RepositoryName": "dev"}, [], [registry("ENHANCED", ["prod"])])
	some one in found
	not one.fix
}

test_assumed if {
	scan_disabled.deny == set() with input as object.union(document({}, [], []), {"options": {"registry_scanning": "assumed"}})
}
