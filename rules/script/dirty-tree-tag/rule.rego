# METADATA
# title: The tag names a commit that the image may not be built from
# description: >-
#   git rev-parse HEAD says which commit is checked out, not that nothing was changed since. An image that was built with
#   changes on somebody's machine then stands for a commit that never made it.
# scope: package
# related_resources:
#   - https://git-scm.com/docs/git-describe#Documentation/git-describe.txt---dirtyltmarkgt
#   - https://git-scm.com/docs/git-diff#Documentation/git-diff.txt---quiet
# custom:
#   level: info
#   confidence: medium
#   selects:
#     documents: [shell-script]
#   controls:
#     ssdf: [PS.3.1]
package plimsoll.rules.script.dirty_tree_tag

import data.plimsoll.lib.facts
import data.plimsoll.lib.finding
import data.plimsoll.lib.shell

deny contains finding.at(shell.word_at(push, push.word), message) if {
	some push in shell.pushes
	script := push.script
	by_hand(script)
	image := push.image
	shell.tagged(image)
	facts.unknown(image)
	some number in facts.elements(push.command, ["from"])
	some source in shell.commands
	source.script == script
	source.number == number
	commit(source)
	not looked_after(script)
	message := "this tag names the commit that is checked out, and the image may have changes in it that are not"
}

# A file of its own may be run anywhere. What a service runs has been checked out for that.
by_hand(script) if shell.scripts[script].owner == null

# Asks which commit is checked out.
commit(entry) if {
	verbs := git(entry)
	verbs[0] == "rev-parse"
	verbs[1] == "HEAD"
	every word in entry.words {
		not word in {"--abbrev-ref", "--symbolic", "--symbolic-full-name"}
	}
}

commit(entry) if {
	verbs := git(entry)
	verbs[0] == "log"
	some word in entry.words
	is_string(word)
	regex.match(`^--(pretty|format)=.*%[hH]`, word)
}

commit(entry) if {
	git(entry)[0] == "describe"
	not says_dirty(entry)
}

git(entry) := shell.verbs(entry, {"-C", "-c", "--git-dir", "--work-tree"}) if entry.program == "git"

says_dirty(entry) if {
	some word in entry.words
	is_string(word)
	regex.match(`^--(dirty|broken)`, word)
}

# The script looks whether anything was changed, or makes the tree itself; or it does something that is not known.
looked_after(script) if {
	some entry in shell.commands
	entry.script == script
	git(entry)[0] in {"diff", "diff-index", "diff-files", "status", "stash", "clone", "checkout", "switch", "worktree", "archive", "reset", "clean", "fetch", "pull", "commit", "add"}
}

looked_after(script) if {
	some entry in shell.commands
	entry.script == script
	git(entry)[0] == "describe"
	says_dirty(entry)
}

looked_after(script) if {
	some entry in shell.commands
	entry.script == script
	entry.program in {"source", ".", "eval", ""}
}

looked_after(script) if {
	some entry in shell.commands
	entry.script == script
	entry.program == "git"
	some word in entry.words
	facts.texts(word) == []
}

looked_after(script) if {
	some command in facts.elements(shell.scripts[script].content, ["commands"])
	words := facts.get(command, ["words"], [])
	facts.unknown(words)
}
