//! Sheer size.

use std::fmt::Write as _;

use crate::bounds::{check, check_file, head, numbered};
use crate::program::{Folder, TEMPLATE};

#[test]
fn fifty_megabytes() {
    let large = format!("AWSTemplateFormatVersion: '2010-09-09'\n{}", "# and so on, and so on\n".repeat(2_200_000));
    let run = check_file("t.yaml", large);
    assert!(run.has("t.yaml:1:1: error plimsoll/syntax-error not linted: 50 MB is more than"), "{}", head(&run.stdout));
    let run = check_file("data.csv", "1,2,3,Resources\n".repeat(3_200_000));
    assert_eq!(run.stdout.lines().count(), 1, "{}", head(&run.stdout));
}

#[test]
fn thirty_megabytes_of_very_small_parts() {
    let resource = "{\"Resources\": {\"R\": {\"Type\": \"AWS::ECR::Repository\", \"Properties\": {\"T\": [";
    for (name, text) in [
        ("t.json", format!("{resource}{}1]}}}}}}}}", "1,".repeat(15_000_000))),
        ("t.json", format!("{resource}{}1]}}}}}}}}", "[],".repeat(10_000_000))),
        ("t.yaml", format!("{TEMPLATE}{}", "#\n".repeat(15_000_000))),
    ] {
        let run = check_file(name, text);
        let message = format!("{name}:1:1: error plimsoll/syntax-error not linted: ");
        assert!(run.has(&message), "{}", head(&run.stdout));
    }
}

#[test]
fn twenty_thousand_files() {
    let folder = Folder::new();
    for number in 0..20_000 {
        folder.write(&format!("{}/{number}.yaml", number % 200), if number % 100 == 0 { TEMPLATE } else { "a: 1\n" });
    }
    let run = check(&folder);
    assert_eq!(run.stdout.lines().count(), 201, "{}", head(&run.stdout));
}

#[test]
fn thirty_five_thousand_resources() {
    let mut text = "{\"Resources\": {\n".to_owned();
    let padding = "x".repeat(560);
    for number in 0..35_000 {
        let kind = if number < 100 { "AWS::ECR::Repository" } else { "AWS::SNS::Topic" };
        let properties = format!("{{\"DisplayName\": \"{padding}\"}}");
        writeln!(text, "\"R{number}\": {{\"Type\": \"{kind}\", \"Properties\": {properties}}},").unwrap();
    }
    text.push_str("\"Last\": {\"Type\": \"AWS::SNS::Topic\"}}}\n");
    assert!(text.len() > 22_000_000, "{}", text.len());
    let run = check_file("t.json", text);
    assert!(run.has("t.json:101:1: warning ecr/scan-disabled"), "{}", head(&run.stdout));
    assert_eq!(run.status, 1, "{}", head(&run.stdout));
}

#[test]
fn a_page_of_errors_is_cut() {
    let run = check_file(
        "t.yaml",
        format!("AWSTemplateFormatVersion: '2010-09-09'\nResources:\n{}", "  A: [x\n".repeat(20_000)),
    );
    let errors = run.stdout.lines().filter(|line| line.contains("plimsoll/syntax-error")).count();
    assert!((1..=101).contains(&errors), "{errors} errors");
}

#[test]
fn thousands_of_findings() {
    let text = format!("Resources:\n{}", numbered(4000, |n| format!("  R{n}: {{Type: AWS::ECR::Repository}}\n")));
    let run = check_file("t.yaml", text);
    assert!(run.has("t.yaml:4001:3: warning ecr/scan-disabled"), "{}", head(&run.stdout));
}

#[test]
fn ten_thousand_names() {
    let pair = |number| {
        let status = if number == 7777 { "Suspended" } else { "Enabled" };
        let bucket = format!("{{BucketName: b{number}, VersioningConfiguration: {{Status: {status}}}}}");
        let code = format!("{{S3Bucket: b{number}, S3Key: k}}");
        format!(
            "  B{number}: {{Type: AWS::S3::Bucket, Properties: {bucket}}}
  F{number}: {{Type: AWS::Lambda::Function, Properties: {{Code: {code}}}}}\n"
        )
    };
    let run = check_file("t.yaml", format!("Resources:\n{}", numbered(10_000, pair)));
    assert!(run.stdout.contains("t.yaml:15556:"), "{}", head(&run.stdout));
}

#[test]
fn thousands_of_findings_on_one_line() {
    for letter in ["x", "é"] {
        let text = letter.repeat(2000);
        let resource = |n| format!("\"R{n}\":{{\"Type\":\"AWS::ECR::Repository\",\"DependsOn\":\"{text}\"}},");
        let json = format!("{{\"Resources\":{{{}\"Last\":{{\"Type\":\"A::B::C\"}}}}}}", numbered(2500, resource));
        let run = check_file("t.json", json);
        let before: usize = (0..2499).map(|number| resource(number).chars().count()).sum();
        let column = "{\"Resources\":{".len() + before + 1;
        assert!(run.has(&format!("t.json:1:{column}: warning ecr/scan-disabled")), "{}", head(&run.stdout));
    }
}
