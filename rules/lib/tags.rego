# METADATA
# title: What a tag promises
# description: |
#   A tag pins an image when it holds something that is written once: a commit hash, a version of two or more numbers, a
#   date, a build number. It moves when it is a word such as `latest` or `main`, or a bare major version; a variant behind
#   or before (`latest-arm64`, `20-bookworm`, `orders-prod`) changes nothing. Everything else is left alone.
package plimsoll.lib.tags

# The parts of a tag, in lower case; x86_64 is one word.
parts(tag) := split(replace(replace(lower(tag), "x86_64", "amd64"), "_", "-"), "-") if is_string(tag)

# A number of three or more digits (a year, a date, a build), a run of six (a timestamp), a commit hash (also as
# `git describe` writes it), a version of two or more numbers, a numbered build or pre-release. `alpine3.20` is none: it
# says what an image is built on, not which build it is.
once := concat("|", [
	`^[0-9]{3,}`,
	`[0-9]{6,}`,
	`^g?[0-9a-f]{7,64}$`,
	`^(v|ver|version|r|rel|release|b|build)?[0-9]+\.[0-9]+`,
	`^(a|alpha|b|beta|bld|build|ci|job|m|pr|pre|preview|r|rc|rel|release|rev|run)\.?[0-9]+`,
])

bare_number := `^[0-9]+$`

written_once(part) if regex.match(once, part)


# The word by which a tag moves: its first or its last part.
word(tag, words) := found if {
	all := parts(tag)
	some found in [all[0], all[count(all) - 1]]
	found == "latest"
	not commit(all)
} else := found if {
	all := parts(tag)
	candidates := [part | some part in [all[0], all[count(all) - 1]]; part in words]
	found := candidates[0]
	every part in all {
		loose(part)
	}
}

# `2022-latest` and `3.12-latest` say by themselves that they move; beside a commit hash the word is only a remark.
commit(all) if {
	some part in all
	regex.match(`^g?[0-9a-f]{7,64}$`, part)
}

loose(part) if {
	not written_once(part)
	not regex.match(bare_number, part)
}

# The major version that a tag names: `1`, `v1`, `20-bookworm`; `3` for `3.x`, `1.2` for `1.2.x`.
major(tag) := version if {
	all := parts(tag)
	short(all[0])
	regex.match(`^v?([0-9]{1,2}|[0-9]+(\.[0-9]+)*\.x)$`, all[0])
	version := trim_suffix(all[0], ".x")
	every part in array.slice(all, 1, count(all)) {
		loose(part)
	}
}

# Most tags are longer than a major version, which is told without a regular expression.
short(part) if {
	count(part) < 4
} else if endswith(part, ".x")
