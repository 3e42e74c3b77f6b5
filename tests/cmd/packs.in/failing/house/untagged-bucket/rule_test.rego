package plimsoll.rules.house.untagged_bucket_test

import data.plimsoll.rules.house.untagged_bucket

test_a_bucket_without_tags_is_denied if {
	count(untagged_bucket.deny) == 2 with input as {"types": {"AWS::S3::Bucket": {"Store": {"properties": {}}}}}
}
