package main

deny_unencrypted contains msg if {
	some name, resource in input.Resources
	resource.Type == "AWS::S3::Bucket"
	not resource.Properties.BucketEncryption
	msg := sprintf("bucket %v must be encrypted", [name])
}

deny contains "buckets need an owner" if not input.Metadata.Owner

warn_old contains "an old format" if input.AWSTemplateFormatVersion == "2010-09-09"
