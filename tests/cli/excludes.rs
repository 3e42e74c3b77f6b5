//! Files that the configuration leaves out, however they are found.

use crate::program::{Folder, TEMPLATE};

fn folder(exclude: &str) -> Folder {
    Folder::new()
        .with("plimsoll.yaml", format!("exclude: {exclude}\n"))
        .with("a.yaml", TEMPLATE)
        .with("vendor/b.yaml", TEMPLATE)
        .with("infra/vendor/deep/c.yaml", TEMPLATE)
        .with("infra/d.gen.yaml", TEMPLATE)
}

#[test]
fn patterns_are_those_of_gitignore() {
    assert_eq!(folder("[]").check().files().len(), 4);
    assert_eq!(folder("vendor").check().files(), ["a.yaml", "infra/d.gen.yaml"]);
    assert_eq!(folder("/vendor/").check().files(), ["a.yaml", "infra/d.gen.yaml", "infra/vendor/deep/c.yaml"]);
    assert_eq!(folder("['*.gen.yaml', infra/*/deep]").check().files(), ["a.yaml", "vendor/b.yaml"]);
    assert_eq!(folder("infra/**").check().files(), ["a.yaml", "vendor/b.yaml"]);
}

#[test]
fn what_is_excluded_is_not_linted_where_it_is_named() {
    let folder = folder("[vendor, '*.gen.yaml']");
    for named in
        ["vendor", "vendor/b.yaml", "infra/vendor/deep", "infra/d.gen.yaml", "vendor/*.yaml", "infra/*.gen.yaml"]
    {
        let run = folder.run(&[named]);
        assert_eq!((run.status, &*run.stderr), (0, ""), "{named}");
        assert_eq!(run.stdout, "no file was linted (see plimsoll check --list-files)\n", "{named}");
    }
    let run = folder.run(&["a.yaml", "vendor/b.yaml", "infra", "--format", "concise"]);
    assert_eq!(run.files(), ["a.yaml"]);
    assert_eq!(folder.run(&["infra/*.none"]).status, 2);
    assert_eq!(folder.run(&["vendor/none.yaml"]).status, 2);
    assert_eq!(folder.run(&["vendor", "--no-config"]).status, 1);
}

#[test]
fn the_list_of_files_says_which_pattern_it_was() {
    let run = folder("[vendor, '*.gen.yaml']").run(&[".", "a.yaml", "vendor/b.yaml", "--list-files"]);
    let left_out: Vec<&str> = run.stdout.lines().filter(|line| line.contains("excluded")).collect();
    assert_eq!(
        left_out,
        [
            "infra/d.gen.yaml\t-\texcluded by `*.gen.yaml` in the configuration",
            "infra/vendor\t-\texcluded by `vendor` in the configuration",
            "vendor\t-\texcluded by `vendor` in the configuration",
            "vendor/b.yaml\t-\texcluded by `vendor` in the configuration",
        ]
    );
}

#[test]
fn standard_input_can_be_excluded_by_its_name() {
    let folder = folder("vendor");
    assert_eq!(folder.pipe(&["-", "--stdin-filename", "vendor/x.yaml"], TEMPLATE.as_bytes()).status, 0);
    assert_eq!(folder.pipe(&["-", "--stdin-filename", "x.yaml"], TEMPLATE.as_bytes()).status, 1);
}

#[test]
fn patterns_are_relative_to_the_configuration() {
    let folder = Folder::new()
        .with("infra/plimsoll.yaml", "exclude: /vendor\n")
        .with("infra/vendor/a.yaml", TEMPLATE)
        .with("infra/b/vendor/a.yaml", TEMPLATE);
    assert_eq!(folder.run(&["infra", "--format", "concise"]).files(), ["infra/b/vendor/a.yaml"]);
    let mut inside = folder.command(&[".", "--format", "concise"]);
    let run = crate::program::Run::from(inside.current_dir(folder.path().join("infra/b")).output().unwrap());
    assert_eq!(run.files(), ["vendor/a.yaml"]);
    let absolute = folder.path().join("infra/vendor/a.yaml");
    let mut outside = folder.command(&[absolute.to_str().unwrap(), "--format", "concise"]);
    let run = crate::program::Run::from(outside.current_dir("/").output().unwrap());
    assert_eq!(run.status, 0, "{}", run.stdout);
}
