package plimsoll.lib.tags_test

import data.plimsoll.lib.tags

words := ["latest", "main", "prod", "stable", "release", "dev", "lts", "nightly", "snapshot"]

test_words_move if {
	every tag in ["main", "prod", "Stable", "latest-arm64", "stable-slim", "release-x86_64", "lts-alpine3.20", "orders-prod", "nightly_windows", "init-latest", "stable-debian12", "2022-latest", "3.12-latest"] {
		tags.word(tag, words)
	}
}

test_the_word_is_named if {
	tags.word("stable-slim", words) == "stable"
	tags.word("orders-prod", words) == "prod"
}

test_majors_move if {
	every tag in ["1", "v1", "20", "12-slim", "1-alpine", "20-bookworm", "18-alpine3.17", "3-management", "v2-arm64"] {
		tags.major(tag)
	}
}

test_majors_with_a_wildcard_move if {
	tags.major("3.x") == "3"
	tags.major("1.2.x") == "1.2"
	tags.major("v1.x-slim") == "v1"
}

pinned := [
	"1.2.3", "v1.2.3-rc.1", "3.12-slim", "22.04", "8.0-preview", "1.2.3-prod", "release-1.2.3", "release-v1.2", "1.0.0-SNAPSHOT",
	"0123abc", "a94a8fe5ccb19ba61c4c0873d391e987982fbbd3", "git-0123abc", "main-0123abc", "main_0123abc", "0123abc-dev", "0123abc-latest", "v1-14-g2414721",
	"1234", "20240101", "2024-01-15", "prod-2024.01.15", "prod-42", "release-17", "main-1234", "20240101T120000Z", "2023", "v123",
	"1-rc1", "2-beta.3", "release-b17", "1-2-3", "16-3.4", "12-a1b2c3d",
]

test_pinned_tags_do_not if {
	every tag in pinned {
		not tags.word(tag, words)
		not tags.major(tag)
	}
}

test_other_names_are_left_alone if {
	every tag in ["bookworm", "orders", "alpine", "ltsc2022", "java21", "mainline", "feature-login", "arm64", "jdk17"] {
		not tags.word(tag, words)
		not tags.major(tag)
	}
}
