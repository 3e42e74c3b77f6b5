package main

import future.keywords.in

deny[msg] {
	resource := input.Resources[name]
	resource.Type == "AWS::S3::Bucket"
	not resource.Properties.BucketEncryption
	msg = sprintf("bucket %v must be encrypted", [name])
}

warn_public[msg] {
	some name
	input.Resources[name].Properties.AccessControl in public
	msg := sprintf("bucket %v is public", [name])
}

public = {"PublicRead", "PublicReadWrite"}
