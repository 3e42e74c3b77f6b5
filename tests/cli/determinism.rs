//! The same bytes come out, whatever the threads do and however the files are named.

use crate::program::{Folder, Run};

#[test]
fn every_run_says_the_same() {
    let folder = project();
    for (format, runs) in [("json", 20), ("sarif", 4), ("pretty", 4), ("concise", 4)] {
        let first = run(&folder, &[], format, 1);
        assert!(first.status == 1 && first.stdout.len() > 1000, "{first:?}");
        for number in 0..runs {
            assert_eq!(run(&folder, &[], format, if number % 2 == 0 { 4 } else { 1 }), first, "{format}");
        }
    }
}

#[test]
fn the_order_of_the_arguments_changes_nothing() {
    let folder = project();
    let first = run(&folder, &["a", "b", "c/shared.yaml"], "json", 4);
    for order in [["b", "a", "c/shared.yaml"], ["c/shared.yaml", "b", "a"], ["b", "c/shared.yaml", "a"]] {
        assert_eq!(run(&folder, &order, "json", 4), first);
    }
    assert_eq!(run(&folder, &["."], "json", 4), first);
}

fn run(folder: &Folder, paths: &[&str], format: &str, threads: usize) -> Run {
    let arguments = [&["check", "--format", format, "--show-undecided"], paths].concat();
    folder.command(&arguments).env("RAYON_NUM_THREADS", threads.to_string()).output().unwrap().into()
}

/// Files that say much to each other: exports, nested stacks, conditions, broken ones.
fn project() -> Folder {
    let folder = Folder::new();
    for number in 0..12 {
        folder.write(&format!("a/service{number}.yaml"), service(number));
    }
    folder.write("a/broken.yaml", "Resources:\n  Store:\n    Type: [AWS::S3::Bucket\n");
    folder.write("b/parent.yaml", PARENT);
    folder.write("b/child.yaml", CHILD);
    folder.write("c/shared.yaml", SHARED);
    folder
}

fn service(number: usize) -> String {
    format!(
        "Parameters: {{Stage: {{Type: String, Default: dev}}, Tag: {{Type: String}}}}
Conditions: {{IsProd: !Equals [!Ref Stage, prod], IsTest: !Equals [!Ref Stage, test]}}
Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Image: !If [IsProd, 'orders:1.4.2', !If [IsTest, 'orders:latest', 'orders:dev']]
        - Image: !Sub ['${{Repository}}:${{Tag}}', {{Repository: !ImportValue Shared}}]
  Function:
    Type: AWS::Lambda::Function
    Properties: {{Code: {{S3Bucket: !ImportValue Bucket{number}, S3Key: code.zip}}}}
  Repository:
    Type: AWS::ECR::Repository
    Condition: IsTest
"
    )
}

const PARENT: &str = "
Resources:
  One:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: child.yaml, Parameters: {Image: 'orders:latest'}}
  Two:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: child.yaml, Parameters: {Image: 'orders:main'}}
";

const CHILD: &str = "
Parameters: {Image: {Type: String}}
Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties: {ContainerDefinitions: [{Image: !Ref Image}]}
";

const SHARED: &str = "
Resources:
  Repository: {Type: AWS::ECR::Repository}
  Bucket: {Type: AWS::S3::Bucket}
Outputs:
  Repository: {Value: !GetAtt Repository.RepositoryUri, Export: {Name: Shared}}
  Bucket1: {Value: !Ref Bucket, Export: {Name: Bucket1}}
  Bucket2: {Value: !Ref Bucket, Export: {Name: Bucket2}}
";
