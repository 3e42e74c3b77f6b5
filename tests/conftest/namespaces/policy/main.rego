package main

import data.lib.resources

denied := {"AWS::IAM::User"}

deny_Users contains msg if {
	some name in resources.of(denied)
	msg := sprintf("%v is a user; use a role", [name])
}

deny__twice contains "Conftest does not ask a rule of this name"

denying contains "nor this one"
