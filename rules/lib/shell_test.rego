package plimsoll.lib.shell_test

import data.plimsoll.lib.shell

script(words) := {"documents": [{"kind": "shell-script", "owner": null, "content": {"commands": [{"words": words}]}}]}

hole := {"$unknown": "a variable"}

tail(text) := {"$unknown": "a variable", "$text": [null, text]}

pushed(words) := {push.image | some push in found} if {
	found := shell.pushes with input as script(words)
}

test_runners_are_looked_through if {
	found := shell.commands with input as script(["sudo", "-E", "/usr/bin/docker", "push", "a"])
	names := [entry.program | some entry in found]
	names == ["docker"]
}

test_arguments_leave_out_options_and_what_belongs_to_them if {
	found := shell.commands with input as script(["docker", "--config", "x", "push", "-q", "--platform", hole, "a:1"])
	arguments := [shell.arguments(entry, shell.docker_valued) | some entry in found]
	arguments == [[3, 7]]
}

test_what_may_be_an_option_hides_the_word_behind_it if {
	pushed(["docker", "push", hole, "linux/amd64"]) == set()
	pushed(["docker", hole, "push", "a:1"]) == set()
}

test_pushes_of_every_kind if {
	pushed(["docker", "push", "a:1"]) == {"a:1"}
	pushed(["podman", "image", "push", "a:1"]) == {"a:1"}
	pushed(["docker", "manifest", "push", "--purge", "a:1"]) == {"a:1"}
	pushed(["docker", "buildx", "build", "--push", "-t", "a:1", "--tag=b:2", "."]) == {"a:1", "b:2"}
	pushed(["docker", "push", "--all-tags", "a"]) == set()
	pushed(["docker", "build", "-t", "a:1", "."]) == set()
	pushed(["docker", "push"]) == set()
	pushed(["git", "push", "origin", "main"]) == set()
}

test_tags_as_far_as_they_are_known if {
	shell.tag("host:5000/a/b:v1") == "v1"
	shell.tag("host:5000/a/b") == "latest"
	shell.tag(tail("/b:main")) == "main"
	shell.tag(tail(":main")) == "main"
	shell.tag(tail("/b")) == "latest"
	not shell.tag(tail("-web"))
	not shell.tag("a@sha256:00")
	not shell.tag(hole)
}

test_a_reference_by_tag if {
	shell.tagged("a/b:1")
	shell.tagged({"$unknown": "x", "$text": [null, ":", null]})
	not shell.tagged({"$unknown": "x", "$text": [null, "@", null]})
	not shell.tagged({"$unknown": "x", "$text": ["host:5000/", null]})
	not shell.tagged(hole)
}

test_registries_on_this_machine if {
	shell.here("localhost:5000/a")
	shell.here("127.0.0.1/a")
	not shell.here("localhost.example.com/a")
	not shell.here(tail("localhost/a"))
}

test_values_of_options if {
	found := shell.commands with input as script(["docker", "login", "-p", hole, "--password=x"])
	values := {given.word: given.value | some entry in found; some given in shell.values(entry, {"-p", "--password"})}
	values == {3: hole, 4: "x"}
}
