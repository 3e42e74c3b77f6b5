//! What C# files are lowered to: `tests/program/csharp` has a snapshot for each, in words to be read beside it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "program/dump.rs"]
mod dump;
#[path = "program/csharp/limits.rs"]
mod limits;
#[path = "program/mutations.rs"]
mod mutations;
#[macro_use]
#[path = "program/snapshots.rs"]
mod snapshots;
#[path = "../fuzz/sound/program.rs"]
mod sound;

use plimsoll::program::csharp::lower;

snapshots!("csharp", "cs": names, creation, control, texts);

#[test]
fn broken_files_are_sound() {
    let sources = [
        include_str!("program/csharp/names.cs"),
        include_str!("program/csharp/creation.cs"),
        include_str!("program/csharp/control.cs"),
        include_str!("program/csharp/texts.cs"),
    ];
    mutations::check(&sources, lower);
}

#[test]
fn a_mark_of_the_byte_order_and_line_ends_of_windows_change_nothing() {
    let source = "using A;\r\nvar x = \"\"\"\r\n    one\r\n      two\r\n    \"\"\";\r\n";
    let marked = lower(&format!("\u{feff}{source}"));
    let plain = lower(source);
    assert_eq!(marked.errors, []);
    let texts = |program: &plimsoll::program::Program| {
        program.expressions.iter().map(|expression| expression.node.clone()).collect::<Vec<_>>()
    };
    assert_eq!(texts(&marked), texts(&plain));
    assert_eq!(texts(&plain), [plimsoll::program::Expr::Text("one\n  two".into())]);
}

#[test]
fn one_broken_line_costs_that_line() {
    let lines = [
        "var a = new Repository(",
        "var a = new Repository(this, \"A\", new RepositoryProps {",
        "var a = new Repository(this, \"A\", new RepositoryProps { ImageScanOnPush = });",
        "var a = ",
        "var a = \"open",
        "var a = $\"open {",
        "before.",
        "before.AddLifecycleRule(new LifecycleRule { MaxImageCount = 3 );",
        "if (props.A",
        "foreach (var x in",
        ")",
        "<<<<<<< HEAD",
    ];
    for line in lines {
        let source = format!(
            "using Amazon.CDK.AWS.ECR;\nnamespace N {{\npublic class S : Stack {{\npublic S(Construct scope, string id) : base(scope, id) {{\n\
             var before = new Repository(this, \"Before\");\n{line}\nvar after = new Repository(this, \"After\");\n}}\n}}\n}}\n"
        );
        let program = lower(&source);
        assert!(!program.errors.is_empty(), "{line}");
        let texts = program.expressions.iter().filter_map(|expression| match &expression.node {
            plimsoll::program::Expr::Text(text) => Some(&**text),
            _ => None,
        });
        let texts: Vec<_> = texts.collect();
        assert!(texts.contains(&"Before") && texts.contains(&"After"), "{line}: {texts:?}");
        assert_eq!(program.classes.len(), 1, "{line}");
    }
}
