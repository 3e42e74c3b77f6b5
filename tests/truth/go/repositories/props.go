package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
	"github.com/aws/aws-cdk-go/awscdk/v2/awskms"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

var expiry = []*awsecr.LifecycleRule{{MaxImageCount: jsii.Number(30)}}

var hardened = awsecr.RepositoryProps{
	ImageScanOnPush:    jsii.Bool(true),
	ImageTagMutability: awsecr.TagMutability_IMMUTABLE,
	LifecycleRules:     &expiry,
}

// NewPropsStack has everything that the props of a repository can say.
func NewPropsStack(scope constructs.Construct, id string, props *awscdk.StackProps) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, props)
	repository := func(id string, props *awsecr.RepositoryProps) {
		awsecr.NewRepository(stack, &id, props)
	}

	repository("Bare", nil)
	repository("Empty", &awsecr.RepositoryProps{})
	repository("Named", &awsecr.RepositoryProps{
		RepositoryName: jsii.String("shop/orders"),
		RemovalPolicy:  awscdk.RemovalPolicy_DESTROY,
	})

	repository("Scanned", &awsecr.RepositoryProps{ImageScanOnPush: jsii.Bool(true)})
	repository("Unscanned", &awsecr.RepositoryProps{ImageScanOnPush: jsii.Bool(false)})

	repository("Mutable", &awsecr.RepositoryProps{ImageTagMutability: awsecr.TagMutability_MUTABLE})
	repository("Immutable", &awsecr.RepositoryProps{ImageTagMutability: awsecr.TagMutability_IMMUTABLE})
	repository("ImmutableButLatest", &awsecr.RepositoryProps{
		ImageTagMutability: awsecr.TagMutability_IMMUTABLE_WITH_EXCLUSION,
		ImageTagMutabilityExclusionFilters: &[]awsecr.ImageTagMutabilityExclusionFilter{
			awsecr.ImageTagMutabilityExclusionFilter_Wildcard(jsii.String("latest*")),
		},
	})
	repository("MutableButReleases", &awsecr.RepositoryProps{
		ImageTagMutability: awsecr.TagMutability_MUTABLE_WITH_EXCLUSION,
		ImageTagMutabilityExclusionFilters: &[]awsecr.ImageTagMutabilityExclusionFilter{
			awsecr.ImageTagMutabilityExclusionFilter_Wildcard(jsii.String("v*")),
		},
	})
	repository("MutableButEverything", &awsecr.RepositoryProps{
		ImageTagMutability: awsecr.TagMutability_MUTABLE_WITH_EXCLUSION,
		ImageTagMutabilityExclusionFilters: &[]awsecr.ImageTagMutabilityExclusionFilter{
			awsecr.ImageTagMutabilityExclusionFilter_Wildcard(jsii.String("*")),
		},
	})

	repository("Expiring", &awsecr.RepositoryProps{
		LifecycleRules: &[]*awsecr.LifecycleRule{
			{TagStatus: awsecr.TagStatus_UNTAGGED, MaxImageAge: awscdk.Duration_Days(jsii.Number(14))},
		},
	})
	repository("NoRules", &awsecr.RepositoryProps{LifecycleRules: &[]*awsecr.LifecycleRule{}})
	repository("Hardened", &hardened)
	spread := hardened
	spread.ImageScanOnPush = jsii.Bool(false)
	repository("Spread", &spread)
	last := awsecr.RepositoryProps{ImageScanOnPush: jsii.Bool(false)}
	last = hardened
	repository("SpreadLast", &last)
	repository("Encrypted", &awsecr.RepositoryProps{
		Encryption:     awsecr.RepositoryEncryption_KMS(),
		EncryptionKey:  awskms.NewKey(stack, jsii.String("Key"), nil),
		LifecycleRules: &expiry,
	})
	return stack
}
