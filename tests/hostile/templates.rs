//! Shapes of a single template.

use crate::bounds::{check, check_file, head, numbered};
use crate::program::Folder;

/// A repository with one finding, `t.yaml:6:7: …`.
const REPOSITORY: &str = "Resources:
  R:
    Type: AWS::ECR::Repository
    Properties:
      ImageScanningConfiguration: {ScanOnPush: false}
";

fn says(run: &crate::program::Run, part: &str) {
    assert!(run.stdout.contains(part), "no `{part}` in {}", head(&run.stdout));
}

#[test]
fn a_billion_laughs() {
    let level = |level: usize| {
        let item = if level == 0 { "lol".to_owned() } else { format!("*l{}", level - 1) };
        format!("l{level}: &l{level} [{}]\n", [item.as_str(); 9].join(", "))
    };
    let laughs: String = numbered(30, level);
    let run = check_file("t.yaml", laughs + REPOSITORY);
    says(&run, "error plimsoll/syntax-error with its aliases written out the document has more than 1000000 nodes");
    says(&run, "warning ecr/scan-disabled");
}

#[test]
fn fifty_thousand_aliases() {
    let aliases = format!("a: &a x\n{REPOSITORY}      Tags: [{}]\n", "*a, ".repeat(50_000));
    let run = check_file("t.yaml", aliases);
    says(&run, "t.yaml:6:48: warning ecr/scan-disabled");
    assert!(!run.stdout.contains("syntax-error"), "{}", head(&run.stdout));
}

#[test]
fn a_hundred_thousand_levels() {
    let deep = format!("{REPOSITORY}  Deep: {}\n", "[".repeat(100_000));
    says(&check_file("t.yaml", deep), "error plimsoll/syntax-error collections nest more than 512 levels deep here");
    let deep = format!("{REPOSITORY}  Deep: {}\n", "- ".repeat(100_000));
    says(&check_file("t.yaml", deep), "error plimsoll/syntax-error");
    let json = "{\"Resources\": {\"R\": {\"Type\": \"AWS::ECR::Repository\", \"Properties\": ";
    let objects = format!("{json}{}", "{\"a\":".repeat(100_000));
    says(&check_file("t.json", objects), "error plimsoll/syntax-error collections nest more than 512 levels deep here");
    let arrays = format!("{json}{}{}}}}}}}", "[".repeat(100_000), "]".repeat(100_000));
    says(&check_file("t.json", arrays), "error plimsoll/syntax-error collections nest more than 512 levels deep here");
}

#[test]
fn functions_in_functions() {
    let join = format!("{}\"x\"{}", "{\"Fn::Join\":[\"\",[\"a\",".repeat(5000), "]]}".repeat(5000));
    let json =
        format!("{{\"Resources\":{{\"R\":{{\"Type\":\"AWS::ECR::Repository\",\"Properties\":{{\"A\":{join}}}}}}}}}");
    says(&check_file("t.json", json), "error plimsoll/syntax-error collections nest more than 512 levels deep here");
    let branches: String = numbered(400, |number| format!("!If [C{number}, a, "));
    let conditions: String = numbered(400, |number| format!("  C{number}: !Equals [!Ref P, a{number}]\n"));
    for calls in ["!If [C0, a, ".repeat(400), branches] {
        let template = format!(
            "Parameters: {{P: {{Type: String}}}}\nConditions:\n{conditions}{REPOSITORY}      RepositoryName: {calls}x{}\n",
            "]".repeat(400)
        );
        says(&check_file("t.yaml", template), "warning ecr/scan-disabled");
    }
}

#[test]
fn loops_in_loops() {
    let values: Vec<String> = (0..100).map(|number| format!("v{number}")).collect();
    let mut body = "{'R${I0}${I1}${I2}${I3}${I4}': {Type: AWS::ECR::Repository}}".to_owned();
    for level in 0..5 {
        body = format!("{{'Fn::ForEach::L{level}': [I{level}, [{}], {body}]}}", values.join(", "));
    }
    says(&check_file("t.yaml", format!("Resources: {body}\n")), "warning ecr/scan-disabled");
}

#[test]
fn what_refers_to_itself() {
    let template = "
Parameters: {P: {Type: String, Default: !Ref P}}
Conditions: {A: !Not [!Condition B], B: !Not [!Condition A], C: !Condition C, D: !Equals [!Ref D, !If [D, a, b]]}
Resources:
  R:
    Type: AWS::ECR::Repository
    Condition: A
    Properties:
      RepositoryName: !Ref R
      ImageScanningConfiguration: {ScanOnPush: !If [C, !If [D, false, true], false]}
      Tags: !GetAtt R.Arn
  N:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: t.yaml, Parameters: {P: !GetAtt N.Outputs.O}}
Outputs:
  O: {Value: !GetAtt N.Outputs.O, Export: {Name: !ImportValue E}}
  E: {Value: !ImportValue E, Export: {Name: E}}
";
    says(&check_file("t.yaml", template), "t.yaml:5:3: warning ecr/missing-lifecycle-policy");
}

#[test]
fn stacks_that_nest_in_each_other() {
    let stack = |other: &str| {
        format!(
            "Parameters: {{P: {{Type: String}}}}\n{REPOSITORY}      RepositoryName: !Ref P
  N:
    Type: AWS::CloudFormation::Stack
    Properties: {{TemplateURL: {other}.yaml, Parameters: {{P: !GetAtt N.Outputs.O}}}}
Outputs: {{O: {{Value: !GetAtt N.Outputs.O, Export: {{Name: !Ref P}}}}}}\n"
        )
    };
    let run = check(&Folder::new().with("a.yaml", stack("b")).with("b.yaml", stack("c")).with("c.yaml", stack("a")));
    says(&run, "a.yaml:6:48: warning ecr/scan-disabled");
    says(&run, "c.yaml:6:48: warning ecr/scan-disabled");
}

#[test]
fn one_very_long_line() {
    let name = "x".repeat(1_000_000);
    let run = check_file("t.yaml", format!("{REPOSITORY}      RepositoryName: \"{name}\"\n"));
    says(&run, "t.yaml:5:48: warning ecr/scan-disabled");
    let json = format!(
        "{{\"Resources\":{{\"X\":{{\"Type\":\"A::B::C\",\"Properties\":\"{name}\"}},\"R\":{{\"Type\":\"AWS::ECR::Repository\"}}}}}}"
    );
    says(&check_file("t.json", json), "t.json:1:1000054: warning ecr/scan-disabled");
}

#[test]
fn a_mapping_that_looks_itself_up() {
    let itself = "!FindInMap [M, A, B]";
    let resource =
        |number| format!("  R{number}: {{Type: AWS::ECR::Repository, Properties: {{RepositoryName: {itself}}}}}\n");
    let template = format!(
        "Mappings: {{M: {{A: {{B: !FindInMap [{itself}, {itself}, {itself}]}}}}}}\nResources:\n{}",
        numbered(50, resource)
    );
    says(&check_file("t.yaml", template), "t.yaml:3:3: warning ecr/scan-disabled");
}

#[test]
fn a_long_list_that_is_looked_up_very_often() {
    let list = "a, ".repeat(20_000);
    let lookups = "!FindInMap [M, A, B], ".repeat(10_000);
    let template = format!("Mappings: {{M: {{A: {{B: [{list}]}}}}}}\n{REPOSITORY}      Tags: [{lookups}]\n");
    says(&check_file("t.yaml", template), "t.yaml:6:48: warning ecr/scan-disabled");
}

#[test]
fn aliases_of_a_long_text() {
    let (long, aliases) = ("x".repeat(100_000), "*a, ".repeat(50_000));
    let run = check_file("t.yaml", format!("Mappings: &a \"{long}\"\n{REPOSITORY}      Tags: [{aliases}]\n"));
    says(&run, "t.yaml:6:48: warning ecr/scan-disabled");
}

#[test]
fn a_long_parameter_very_often() {
    let parameter = format!("Parameters: {{P: {{Type: String, Default: \"{}\"}}}}\n", "x".repeat(100_000));
    let name = "${P}".repeat(50_000);
    let run = check_file("t.yaml", format!("{parameter}{REPOSITORY}      RepositoryName: !Sub \"{name}\"\n"));
    says(&run, "t.yaml:6:48: warning ecr/scan-disabled");
    let list = format!("Parameters: {{P: {{Type: CommaDelimitedList, Default: \"{}\"}}}}\n", "x,".repeat(50_000));
    let run = check_file("t.yaml", format!("{list}{REPOSITORY}      Tags: [{}]\n", "!Ref P, ".repeat(50_000)));
    says(&run, "t.yaml:6:48: warning ecr/scan-disabled");
}

#[test]
fn texts_that_double() {
    let sub = format!("{}\"{}\"{}", "!Sub ['${V}${V}', {V: ".repeat(60), "y".repeat(1000), "}]".repeat(60));
    let join = format!("{}a{}", "!Join [!Ref Long, [!Ref Long, ".repeat(60), "]]".repeat(60));
    let json = format!("{}'\"'{}", "{Fn::ToJsonString: [".repeat(60), "]}".repeat(60));
    let long = format!("Parameters: {{Long: {{Type: String, Default: \"{}\"}}}}\n", "x".repeat(1_000_000));
    for text in [sub, join, json] {
        let run = check_file("t.yaml", format!("{long}{REPOSITORY}      RepositoryName: {text}\n"));
        says(&run, "t.yaml:6:48: warning ecr/scan-disabled");
    }
}

#[test]
fn loops_over_nothing() {
    let values = numbered(100, |number| format!("v{number}, "));
    let nested = |body: &str| {
        (0..5)
            .fold(body.to_owned(), |body, level| format!("{{'Fn::ForEach::L{level}': [I{level}, [{values}], {body}]}}"))
    };
    let transform = "Transform: AWS::LanguageExtensions\n";
    check_file("t.yaml", format!("{transform}Resources: {}\n", nested("{}")));
    let wide = format!("{{{}}}", numbered(5000, |number| format!("R{number}: {{}}, ")));
    check_file("t.yaml", format!("{transform}Resources: {}\n", nested(&wide)));
}

#[test]
fn loops_that_make_long_names() {
    let (value, name) = ("v".repeat(100_000), "${I}".repeat(20_000));
    let body = format!("{{\"{name}\": {{Type: AWS::ECR::Repository, Properties: {{RepositoryName: \"{name}\"}}}}}}");
    let copies = format!("{{'Fn::ForEach::L': [I, [{}], {body}]}}", format!("\"{value}\", ").repeat(50));
    let run = check_file("t.yaml", format!("Transform: AWS::LanguageExtensions\nResources: {copies}\n"));
    says(&run, "warning ecr/scan-disabled");
}
