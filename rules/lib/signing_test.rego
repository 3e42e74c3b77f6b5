package plimsoll.lib.signing_test

import data.plimsoll.lib.signing

rule(filters) := {"RepositoryFilters": [{"Filter": filter, "FilterType": "WILDCARD_MATCH"} | some filter in filters]}

repository(name) := {"properties": {"RepositoryName": name}}

test_filters if {
	signing.may_cover(rule(["shop/*"]), repository("shop/orders"))
	signing.may_cover(rule(["base/*", "*/orders"]), repository("shop/orders"))
	not signing.may_cover(rule(["orders/*"]), repository("shop/orders"))
}

test_no_filter_is_for_all if signing.may_cover({}, repository("shop/orders"))

test_a_filter_without_a_star_may_be_a_part if {
	signing.may_cover(rule(["orders"]), repository("shop/orders"))
	not signing.may_cover(rule(["billing"]), repository("shop/orders"))
}

test_what_is_not_known_may_be_covered if {
	hole := {"$unknown": "r"}
	signing.may_cover(hole, repository("shop/orders"))
	signing.may_cover({"RepositoryFilters": hole}, repository("shop/orders"))
	signing.may_cover(rule([hole]), repository("shop/orders"))
	signing.may_cover(rule(["base/*"]), repository(hole))
	signing.may_cover(rule(["base/*"]), {"properties": {}})
}
