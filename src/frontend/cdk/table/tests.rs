use super::*;

fn class(module: &str, name: &str) -> &'static Class {
    let module = table().module(Language::TypeScript, module).unwrap();
    table().class(module, name).unwrap()
}

fn shape(callable: &'static Callable) -> &'static Shape {
    match &callable.meaning {
        Meaning::Shape(shape) => shape,
        meaning => panic!("{} means {meaning:?}", callable.name),
    }
}

fn module_name(language: Language, written: &str) -> Option<&'static str> {
    table().module(language, written).map(|module| module.name)
}

#[test]
fn every_spelling_of_an_import_names_its_module() {
    use Language::{CSharp, Go, Java, Python, TypeScript};
    for (language, written) in [
        (TypeScript, "aws-cdk-lib/aws-ecr"),
        (TypeScript, "@aws-cdk/aws-ecr"),
        (TypeScript, "monocdk/aws-ecr"),
        (TypeScript, "@aws-cdk/aws-ecr/lib/repository"),
        (TypeScript, "aws-cdk-lib/aws-ecr/lib/repository"),
        (TypeScript, "aws-cdk-lib/aws-ecr/lib"),
        (Python, "aws_cdk.aws_ecr"),
        (Python, "monocdk.aws_ecr"),
        (Java, "software.amazon.awscdk.services.ecr"),
        (CSharp, "Amazon.CDK.AWS.ECR"),
        (Go, "github.com/aws/aws-cdk-go/awscdk/v2/awsecr"),
        (Go, "github.com/aws/aws-cdk-go/awscdk/awsecr"),
    ] {
        assert_eq!(module_name(language, written), Some("aws_ecr"), "{written}");
    }
    for (language, written) in [
        (TypeScript, "aws-cdk-lib"),
        (TypeScript, "@aws-cdk/core"),
        (TypeScript, "monocdk"),
        (Python, "aws_cdk"),
        (Python, "aws_cdk.core"),
        (Java, "software.amazon.awscdk"),
        (CSharp, "Amazon.CDK"),
        (Go, "github.com/aws/aws-cdk-go/awscdk/v2"),
        (Go, "github.com/aws/aws-cdk-go/awscdk"),
    ] {
        assert_eq!(module_name(language, written), Some(""), "{written}");
    }
    assert_eq!(module_name(Python, "constructs"), Some("constructs"));
    assert_eq!(module_name(CSharp, "Amazon.CDK.AWS.Ecr.Assets"), Some("aws_ecr_assets"));
    assert_eq!(module_name(Go, "github.com/aws/aws-cdk-go/awscdk/v2/awss3/awss3mixins"), Some("aws_s3.mixins"));
    assert_eq!(module_name(Go, "github.com/aws/constructs-go/constructs/v10"), Some("constructs"));
    assert_eq!(module_name(TypeScript, "@aws-cdk/aws-apprunner-alpha"), Some("@aws-cdk/aws-apprunner-alpha"));
    assert_eq!(module_name(Python, "aws_cdk.aws_apprunner_alpha"), Some("@aws-cdk/aws-apprunner-alpha"));
}

#[test]
fn what_only_looks_like_a_module_of_cdk_is_none() {
    for written in ["aws-cdk-lib/aws-ecrx", "./aws-ecr", "aws-ecr", "@aws-cdk/aws-b2bi", "@aws-cdk", ""] {
        assert_eq!(module_name(Language::TypeScript, written), None, "{written}");
    }
    for written in ["aws_ecr", "aws_cdk.ecr", ".aws_cdk"] {
        assert_eq!(module_name(Language::Python, written), None, "{written}");
    }
}

#[test]
fn modules_are_members_of_modules() {
    let member = |language, parent, name| {
        let parent = table().module(language, parent)?;
        table().submodule(parent, language, name).map(|module| module.name)
    };
    assert_eq!(member(Language::TypeScript, "aws-cdk-lib", "aws_ecs"), Some("aws_ecs"));
    assert_eq!(member(Language::TypeScript, "aws-cdk-lib/aws-s3", "mixins"), Some("aws_s3.mixins"));
    assert_eq!(member(Language::Python, "aws_cdk", "aws_ecs"), Some("aws_ecs"));
    assert_eq!(member(Language::Python, "aws_cdk", "core"), Some(""));
    assert_eq!(member(Language::Python, "aws_cdk", "aws_apprunner_alpha"), Some("@aws-cdk/aws-apprunner-alpha"));
    assert_eq!(member(Language::TypeScript, "aws-cdk-lib", "constructs"), None);
    assert_eq!(member(Language::TypeScript, "aws-cdk-lib", "ecs"), None);
}

#[test]
fn python_names_follow_jsii() {
    for (jsii, python) in [
        ("imageScanOnPush", "image_scan_on_push"),
        ("enforceSSL", "enforce_ssl"),
        ("minimumTLSVersion", "minimum_tls_version"),
        ("fromS3", "from_s3"),
        ("s3OriginSource", "s3_origin_source"),
        ("memoryLimitMiB", "memory_limit_mib"),
        ("sizeInGiB", "size_in_gib"),
        ("lambda", "lambda_"),
        ("assert", "assert_"),
        ("addS3Bucket", "add_s3_bucket"),
        ("fromECRRepository", "from_ecr_repository"),
        ("x", "x"),
    ] {
        assert_eq!(python_name(jsii), python);
    }
}

#[test]
fn a_factory_is_found_on_the_class_that_inherits_it() {
    let image = class("aws-cdk-lib/aws-ecs", "EcrImage");
    let factory = table().static_method(image, Language::Python, "from_ecr_repository").unwrap();
    assert_eq!(factory.name, "fromEcrRepository");
    assert_eq!(factory.parameters.iter().map(|known| known.name).collect::<Vec<_>>(), ["repository", "tag"]);
    let [(Target::Whole, Image::Ecr { repository, tag, default, digest })] = &shape(factory).images[..] else {
        panic!("{factory:?}")
    };
    assert_eq!((*repository, *default, *digest), (Some("repository"), Some("latest"), Digest::Prefix));
    assert_eq!(tag.as_ref().unwrap().alternatives, [["tag"]]);
}

#[test]
fn only_a_struct_that_comes_last_is_spread_into_keywords() {
    let image = class("aws-cdk-lib/aws-codebuild", "WindowsBuildImage");
    let by_name = |name| table().static_method(image, Language::TypeScript, name).unwrap();
    assert_eq!(by_name("fromAsset").keywords(), None);
    assert_eq!(by_name("fromAsset").parameters[2].options, Some("aws_ecr_assets.DockerImageAssetProps"));
    let linux = class("aws-cdk-lib/aws-codebuild", "LinuxBuildImage");
    let asset = table().static_method(linux, Language::TypeScript, "fromAsset").unwrap();
    assert_eq!(asset.keywords(), Some("aws_ecr_assets.DockerImageAssetProps"));
}

#[test]
fn a_repository_becomes_a_repository() {
    let repository = class("@aws-cdk/aws-ecr", "Repository");
    assert!(table().is_construct(repository));
    let shape = shape(repository.constructor.as_ref().unwrap());
    assert_eq!(shape.resource, Some(("AWS::ECR::Repository", None)));
    let row = |name| shape.rows.iter().find(|row| row.source.alternatives == [[name]]).unwrap();
    let scan = Target::Path(vec![TargetStep::Key("ImageScanningConfiguration"), TargetStep::Key("ScanOnPush")]);
    assert_eq!((&row("imageScanOnPush").target, &row("imageScanOnPush").transform), (&scan, &Transform::Plain));
    assert_eq!(row("lifecycleRules").transform, Transform::LifecycleRules("aws_ecr.LifecycleRule"));
    assert_eq!(row("removalPolicy").default, Some(Literal::Text("Retain")));
    assert!(shape.open.is_empty());
    let rule = table().method(repository, Language::Python, "add_lifecycle_rule").unwrap();
    assert!(matches!(rule.meaning, Meaning::Effect(Effect::Append { option: "lifecycleRules" })));
    let policy = table().method(repository, Language::TypeScript, "applyRemovalPolicy").unwrap();
    assert!(matches!(policy.meaning, Meaning::Effect(Effect::Set { option: "removalPolicy", argument: "policy" })));
    assert!(table().method(repository, Language::TypeScript, "addEverything").is_none());
}

#[test]
fn names_of_the_first_version_are_known() {
    let construct = class("@aws-cdk/core", "Construct");
    assert!(table().is_construct(construct));
    let code = class("@aws-cdk/aws-lambda", "Code");
    let bucket = table().static_method(code, Language::Python, "bucket").unwrap();
    assert_eq!(shape(bucket).rows[0].transform, Transform::Ref);
}

#[test]
fn members_have_the_values_of_templates() {
    let value = |module, name, member| &table().member(class(module, name), member).unwrap().value;
    let text = |text| Some(Literal::Text(text));
    assert_eq!(*value("aws-cdk-lib/aws-ecr", "TagMutability", "IMMUTABLE"), text("IMMUTABLE"));
    assert_eq!(*value("aws-cdk-lib/aws-ecr", "TagStatus", "UNTAGGED"), text("untagged"));
    assert_eq!(*value("aws-cdk-lib/aws-s3", "BucketEncryption", "UNENCRYPTED"), None);
    assert_eq!(*value("aws-cdk-lib/aws-s3", "BucketEncryption", "KMS"), text("aws:kms"));
    assert_eq!(*value("aws-cdk-lib", "RemovalPolicy", "DESTROY"), text("Delete"));
    assert_eq!(
        *value("aws-cdk-lib/aws-codebuild", "LinuxBuildImage", "STANDARD_7_0"),
        text("aws/codebuild/standard:7.0")
    );
    assert_eq!(*value("aws-cdk-lib", "Aws", "REGION"), Some(Literal::Json(r#"{"Ref":"AWS::Region"}"#)));
    assert_eq!(*value("aws-cdk-lib/aws-codebuild", "LinuxGpuBuildImage", "DLC_MXNET_1_4_1"), Some(Literal::Unknown));
    assert!(table().member(class("aws-cdk-lib/aws-ecr", "TagMutability"), "FROZEN").is_none());
}

#[test]
fn a_pipeline_makes_its_own_store() {
    let pipeline = class("aws-cdk-lib/aws-codepipeline", "Pipeline");
    let shape = shape(pipeline.constructor.as_ref().unwrap());
    let [store] = &shape.children[..] else { panic!("{:?}", shape.children) };
    assert_eq!(store.id.parts, [TemplatePart::Text("ArtifactsBucket")]);
    assert_eq!(store.unless, [("artifactBucket", None), ("crossRegionReplicationBuckets", None)]);
    assert_eq!(store.shape.resource, Some(("AWS::S3::Bucket", None)));
    let location = shape.rows.iter().find(|row| row.source.alternatives == [["artifactBucket"]]).unwrap();
    assert_eq!((&location.transform, &location.default), (&Transform::Ref, &Some(Literal::Child("ArtifactsBucket"))));
    let other = class("aws-cdk-lib/pipelines", "CodePipeline");
    let children = &self::shape(other.constructor.as_ref().unwrap()).children;
    assert_eq!(children[0].class, Some("aws_codepipeline.Pipeline"));
    assert_eq!(children[2].unless, [("selfMutation", Some(Literal::Bool(false)))]);
}

#[test]
fn classes_of_the_first_level_follow_the_rule_but_for_exceptions() {
    let type_of = |module, class| {
        let module = table().module(Language::TypeScript, module).unwrap();
        table().resource_type(module, class)
    };
    assert_eq!(type_of("aws-cdk-lib/aws-ecr", "CfnRepository").as_deref(), Some("AWS::ECR::Repository"));
    assert_eq!(type_of("aws-cdk-lib", "CfnStack").as_deref(), Some("AWS::CloudFormation::Stack"));
    let old = type_of("aws-cdk-lib/aws-kinesisanalytics", "CfnApplication");
    assert_eq!(old.as_deref(), Some("AWS::KinesisAnalytics::Application"));
    for (module, class) in [
        ("aws-cdk-lib", "CfnParameter"),
        ("aws-cdk-lib", "CfnResource"),
        ("aws-cdk-lib/aws-lambda", "CfnParametersCode"),
        ("aws-cdk-lib/aws-ecr", "CfnRepositoryProps"),
        ("aws-cdk-lib/aws-ecr", "Cfnrepository"),
        ("aws-cdk-lib/assertions", "CfnThing"),
    ] {
        assert_eq!(type_of(module, class), None, "{class}");
    }
    let ecr = table().module(Language::Python, "aws_cdk.aws_ecr").unwrap();
    for name in ["CfnRepositoryProps", "CfnRepository.ImageScanningConfigurationProperty"] {
        assert_eq!(table().struct_of_type(ecr, name).as_deref(), Some("AWS::ECR::Repository"));
    }
    assert_eq!(table().struct_of_type(ecr, "CfnRepository.fromRepositoryArn"), None);
    assert_eq!(table().first_level_attribute(Language::Python, "attr_arn").as_deref(), Some("Arn"));
    assert_eq!(table().first_level_attribute(Language::TypeScript, "attribute"), None);
}

#[test]
fn properties_of_the_first_level_follow_the_rule_but_for_exceptions() {
    let property = |resource_type, language, written| table().property(resource_type, language, written);
    let plain = |name: &str| PropertyName { name: Some(name.to_owned()), content: Content::Members };
    let ecr = "AWS::ECR::Repository";
    assert_eq!(property(ecr, Language::TypeScript, "imageScanningConfiguration"), plain("ImageScanningConfiguration"));
    assert_eq!(property(ecr, Language::Python, "scan_on_push"), plain("ScanOnPush"));
    assert_eq!(property(ecr, Language::CSharp, "ScanOnPush"), plain("ScanOnPush"));
    assert_eq!(property(ecr, Language::TypeScript, "repositoryPolicyText").content, Content::Verbatim);
    assert_eq!(property("AWS::ApiGateway::Authorizer", Language::Python, "provider_arns"), plain("ProviderARNs"));
    assert_eq!(property("AWS::S3::Bucket", Language::TypeScript, "sseAlgorithm").name, None);
    assert_eq!(property("AWS::Events::Rule", Language::TypeScript, "eventPattern").content, Content::Verbatim);
}
