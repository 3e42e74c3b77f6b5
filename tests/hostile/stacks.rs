//! Stacks that refer to each other.

use crate::bounds::{check, head, numbered};
use crate::program::{Folder, Run};

const REPOSITORY: &str = "Resources:
  R:
    Type: AWS::ECR::Repository
    Properties:
      ImageScanningConfiguration: {ScanOnPush: false}
";

fn both_are_judged(run: &Run, line: usize) {
    for file in ["a", "b"] {
        assert!(run.has(&format!("{file}.yaml:{line}:48: warning ecr/scan-disabled")), "{}", head(&run.stdout));
    }
}

#[test]
fn stacks_that_nest_in_each_other_many_times() {
    let stack = |other: &str| {
        let nested = |number| {
            let properties = format!("{{TemplateURL: {other}.yaml, Parameters: {{P: !Ref P}}}}");
            format!("  N{number}: {{Type: AWS::CloudFormation::Stack, Properties: {properties}}}\n")
        };
        let function = "  F: {Type: AWS::Lambda::Function, Properties: {Code: {S3Bucket: !Ref P, S3Key: k}}}\n";
        let repository = format!("Parameters: {{P: {{Type: String}}}}\n{REPOSITORY}      RepositoryName: !Ref P\n");
        format!("{repository}{}{function}", numbered(10, nested))
    };
    both_are_judged(&check(&Folder::new().with("a.yaml", stack("b")).with("b.yaml", stack("a"))), 6);
}

#[test]
fn outputs_that_list_each_other() {
    let outputs = |other: &str| {
        let list = ["!GetAtt N.Outputs.O"; 10].join(", ");
        format!(
            "{REPOSITORY}      RepositoryName: !GetAtt N.Outputs.O
  N: {{Type: AWS::CloudFormation::Stack, Properties: {{TemplateURL: {other}.yaml}}}}
Outputs: {{O: {{Value: [{list}]}}}}\n"
        )
    };
    both_are_judged(&check(&Folder::new().with("a.yaml", outputs("b")).with("b.yaml", outputs("a"))), 5);
}

#[test]
fn exports_that_list_each_other() {
    let exports = |own: &str, other: &str, uses: usize| {
        let list = vec![format!("!ImportValue {other}"); 10].join(", ");
        let tags = format!("!ImportValue {other}, ").repeat(uses);
        format!("{REPOSITORY}      Tags: [{tags}]\nOutputs: {{O: {{Export: {{Name: {own}}}, Value: [{list}]}}}}\n")
    };
    let folder = |uses| {
        let names = ["ExportA", "ExportB"];
        Folder::new()
            .with("a.yaml", exports(names[0], names[1], uses))
            .with("b.yaml", exports(names[1], names[0], uses))
    };
    both_are_judged(&check(&folder(1)), 5);
    both_are_judged(&check(&folder(2000)), 5);
}
