package main

deny contains msg if {
	some name, resource in input.Resources
	resource.Type == "AWS::S3::Bucket"
	not resource.Properties.VersioningConfiguration
	msg := sprintf("bucket %s must keep versions", [name])
}

deny contains msg if {
	some name, resource in input.Resources
	resource.Type == "AWS::S3::Bucket"
	not resource.Properties.BucketEncryption

	msg := sprintf("bucket %s must be encrypted", [name])
}

warn contains "the template says nothing of itself" if not input.Description
