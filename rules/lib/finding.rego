# METADATA
# title: Making findings
# description: |
#   A finding is a path into `input` and a message; `with_…` add to it. Levels and confidence only ever lower what the
#   METADATA of the rule says. A rule that cannot tell says so with `undecided`, which is counted and accuses nobody.
package plimsoll.lib.finding

import data.plimsoll.lib.facts

# A finding at a path of `input`.
at(path, message) := {"at": path, "message": message}

# A finding at a property of a resource of this document. The path may go beyond what is written.
on(id, path, message) := {"at": facts.at(id, path), "message": message}

# The rule cannot tell because of this unknown value.
undecided(path, value) := {"at": path, "undecided": value["$unknown"]}

# A change that may be applied without asking: it breaks no workflow, replaces nothing and costs no more than what it protects.
with_fix(finding, title, edits) := object.union(finding, {"fix": {"title": title, "safe": true, "edits": edits}})

# A change that a person must agree to.
with_suggestion(finding, title, edits) := object.union(finding, {"fix": {"title": title, "safe": false, "edits": edits}})

with_related(finding, related) := object.union(finding, {"related": related})

with_level(finding, level) := object.union(finding, {"level": level})

with_confidence(finding, confidence) := object.union(finding, {"confidence": confidence})

# A second place that explains a finding; `file` is the file that the path is of.
place(file, path, message) := {"at": path, "message": message} if {
	file == input.file.path
} else := {"file": file, "at": path, "message": message}

# Edits name leaf properties; setting one makes its parents.
set(path, value) := {"set": path, "value": value}

remove(path) := {"remove": path}
