package plimsoll.lib.policy_test

import data.plimsoll.lib.policy

open := {"Effect": "Allow", "Principal": "*", "Action": "ecr:*"}

test_statements if {
	policy.statements({"Statement": [open]}) == {["Statement", 0]: open}
	policy.statements({"Statement": open}) == {["Statement"]: open}
	policy.statements(json.marshal({"Statement": [{"Effect": "Deny"}, open]})) == {[]: open}
	policy.statements({"$unknown": "r"}) == {}
	policy.statements("no json") == {}
}

test_everyone if {
	policy.allows_everyone(open)
	policy.allows_everyone({"Effect": "Allow", "Principal": {"AWS": "*"}})
	policy.allows_everyone({"Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::111122223333:root", "*"]}})
}

test_not_everyone if {
	not policy.allows_everyone({"Effect": "Deny", "Principal": "*"})
	not policy.allows_everyone({"Effect": "Allow", "Principal": {"Service": "*"}})
	not policy.allows_everyone({"Effect": "Allow", "Principal": "*", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}})
	not policy.allows_everyone({"Effect": "Allow", "Principal": "*", "Condition": {"$unknown": "r"}})
	not policy.allows_everyone({"Effect": "Allow", "Principal": "*", "$unknown": "a spread"})
	not policy.allows_everyone({"Effect": "Allow", "Principal": {"$unknown": "r"}})
	not policy.allows_everyone({"Effect": {"$unknown": "r"}, "Principal": "*"})
}

test_what if {
	policy.what(open) == "ecr:*"
	policy.what({"Action": ["a", "b", "c", "d"]}) == "a, b, c, 1 more"
	policy.what({"Action": ["ecr:GetX", "ecr:PutImage"]}) == "ecr:PutImage, ecr:GetX"
	policy.what({}) == "actions"
}
