package main

# What a head is undefined for does not hide what it is defined for.
deny_message contains sprintf("%v is called %v", [name, topic.Properties.Name]) if {
	some name, topic in input.Resources
}

deny_object contains {
	"msg": concat(" ", [
		name,
		topic.Properties.Name,
	]),
	"name": topic.Properties.Name,
} if some name, topic in input.Resources

deny_function contains shouted(topic) if {
	some topic in input.Resources # those without a name are left out
}

deny_set contains sprintf("%v", [sort(names)])

deny_members contains sprintf("%v", [by_id])

deny_keys contains sprintf("%v", [by_name])

deny_else contains sprintf("%v: %v", [id, called]) if {
	some id, topic in input.Resources
	called := name_of(topic)
}

deny_count contains sprintf("%d of %s, %d%% and %%d", [count(input.Resources), "three", 4]) if input.Resources

deny_bare contains sprintf("%v", [input.nothing.text])

names contains topic.Properties.Name if some topic in input.Resources

by_id[id] := topic.Properties.Name if some id, topic in input.Resources

by_name[lower(topic.Properties.Name)] := id if {
	some id, topic in input.Resources
}

shouted(topic) := upper(topic.Properties.Name)

name_of(topic) := "nothing" if {
	topic.Type == "none"
} else := lower(topic.Properties.Name) if {
	topic.Type
} else := "no name"
