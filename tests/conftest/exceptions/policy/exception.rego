package main

exception contains rules if {
	input.Metadata.Public == true
	rules := ["unencrypted", "old"]
}
