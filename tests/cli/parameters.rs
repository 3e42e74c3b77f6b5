//! Values for template parameters: where they come from, and which of them count.

use crate::program::Folder;

const TEMPLATE: &str = "\
Parameters:
  Tag: {Type: String, Default: latest}
Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - {Name: orders, Image: !Sub 'orders:${Tag}'}
";

/// Whether the tag of the template is said to move.
fn moves(folder: &Folder, arguments: &[&str]) -> bool {
    let run = folder.run(&[&["a.yaml"], arguments].concat());
    assert!(run.stderr.is_empty() && run.status != 2, "{}{}", run.stdout, run.stderr);
    run.status == 1
}

#[test]
fn arguments_win_over_files_and_files_over_the_configuration() {
    let folder = Folder::new()
        .with("a.yaml", TEMPLATE)
        .with("moving.json", r#"[{"ParameterKey": "Tag", "ParameterValue": "main"}]"#)
        .with("fixed.json", r#"{"Parameters": {"Tag": "1.2.3"}}"#);
    assert!(moves(&folder, &[]));
    folder.write("plimsoll.yaml", "parameters: {Tag: 1.2.4}\n");
    assert!(!moves(&folder, &[]));
    assert!(moves(&folder, &["--parameter-file", "moving.json"]));
    assert!(!moves(&folder, &["--parameter-file", "moving.json", "--parameter-file", "fixed.json"]));
    assert!(!moves(&folder, &["--parameter", "Tag=1.2.3", "--parameter-file", "moving.json"]));
    let shown = folder.run(&["config", "show", "--parameter-file", "moving.json"]).stdout;
    assert!(
        shown.lines().any(|line| line.split_whitespace().eq(["parameters.Tag", "main", "--parameter-file"])),
        "{shown}"
    );
}

#[test]
fn samconfig_is_read_by_environment() {
    let folder = Folder::new().with("a.yaml", TEMPLATE).with(
        "samconfig.toml",
        "version = 0.1\n[default.deploy.parameters]\nparameter_overrides = \"Tag=\\\"main\\\"\"\n\
         [prod.deploy.parameters]\nparameter_overrides = [\"Tag=1.2.3\"]\n",
    );
    assert!(moves(&folder, &["--parameter-file", "samconfig.toml"]));
    assert!(!moves(&folder, &["--parameter-file", "samconfig.toml#prod"]));
    let run = folder.run(&["a.yaml", "--parameter-file", "samconfig.toml#test"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("those that have are default, prod"), "{}", run.stderr);
}

#[test]
fn a_file_without_values_is_a_mistake_with_a_place() {
    let folder = Folder::new().with("a.yaml", TEMPLATE).with("values.json", "[\n  {\"ParameterKey\": \"Tag\"}\n]\n");
    let run = folder.run(&["a.yaml", "--parameter-file", "values.json"]);
    assert_eq!(run.status, 2);
    assert!(
        run.stderr.contains("Tag has no `ParameterValue`") && run.stderr.contains("values.json:2:4"),
        "{}",
        run.stderr
    );
    let run = folder.run(&["a.yaml", "--parameter-file", "none.json"]);
    assert_eq!((run.status, &*run.stderr), (2, "error: cannot read none.json: no such file or folder\n"));
}

#[test]
fn a_parameter_that_no_template_declares_is_told() {
    let folder = Folder::new().with("a.yaml", TEMPLATE).with("b.txt", "");
    let run =
        folder.run(&["a.yaml", "--parameter", "Tga=1.2.3", "--parameter", "Stage=prod", "--parameter", "Tag=1.2.3"]);
    assert_eq!(run.status, 0);
    assert_eq!(
        run.stderr,
        "notice: no template of this run declares the parameter Tga; did you mean Tag?\n\
         notice: no template of this run declares the parameter Stage\n"
    );
    // A file of values and the configuration serve many templates.
    folder.write("plimsoll.yaml", "parameters: {Stage: prod}\n");
    folder.write("values.json", r#"["Size=3"]"#);
    assert_eq!(folder.run(&["a.yaml", "--parameter-file", "values.json"]).stderr, "");
    let nothing = "notice: no file was linted; `plimsoll check --list-files` says what each was taken for\n";
    assert_eq!(folder.run(&["b.txt", "--parameter", "Tga=1", "--format", "concise"]).stderr, nothing);
    // All of a project declares what is meant.
    let told = "notice: plimsoll.yaml:1: no template of this run declares the parameter Stage\n";
    assert_eq!(folder.run(&[]).stderr, told);
}
