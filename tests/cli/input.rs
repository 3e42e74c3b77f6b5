//! Files that are ours and not as they should be.

use crate::program::{Folder, TEMPLATE};

#[test]
fn a_byte_order_mark_and_windows_line_ends_move_nothing() {
    let windows = format!("\u{feff}{}", TEMPLATE.replace('\n', "\r\n"));
    let run = Folder::new().with("t.yaml", windows).check();
    assert_eq!(run.status, 1);
    assert!(run.has("t.yaml:7:21: warning ecr/scan-disabled"), "{run:?}");
}

#[test]
fn a_template_that_is_not_utf_8_is_a_finding() {
    let latin = [TEMPLATE.as_bytes(), b"# caf\xe9\n"].concat();
    let run = Folder::new().with("good.yaml", TEMPLATE).with("t.yaml", latin).check();
    assert_eq!(run.status, 1);
    assert!(run.has("t.yaml:11:6: error plimsoll/syntax-error not linted: the byte at offset"), "{run:?}");
    assert!(run.has("good.yaml:7:21: warning"), "{run:?}");
}

#[test]
fn a_broken_template_costs_no_other_file() {
    let cases = [
        ("Resources:\n\tStore:\n\t\tType: AWS::S3::Bucket\n", "t.yaml:2:1: error plimsoll/syntax-error"),
        (
            "Resources:\n  Store:\n    Type: \"AWS::S3::Bucket\n  Other:\n    Type: AWS::S3::Bucket\n",
            "t.yaml:4:3: error",
        ),
        ("{\"Resources\": {\n  \"A\": {\"Type\": \"AWS::S3::Bucket\"}\n", "t.yaml:3:1: error plimsoll/syntax-error"),
        ("Resources:\n  {{ name }}:\n    Type: AWS::S3::Bucket\n  x: }\n", "t.yaml:2:3: info plimsoll/syntax-error"),
    ];
    for (text, place) in cases {
        let run = Folder::new().with("good.yaml", TEMPLATE).with("t.yaml", text).check();
        assert_eq!(run.status, 1, "{text}");
        assert!(run.has(place), "{text}: {run:?}");
        assert!(run.has("good.yaml:7:21: warning ecr/scan-disabled"), "{text}: {run:?}");
    }
}

#[test]
fn what_a_broken_template_says_elsewhere_is_still_judged() {
    let run = Folder::new().with("t.yaml", format!("{TEMPLATE}  Other:\n    Type: [\n")).check();
    assert!(run.has("t.yaml:7:21: warning ecr/scan-disabled"), "{run:?}");
    assert!(run.stdout.contains("error plimsoll/syntax-error"), "{run:?}");
}

#[test]
fn names_that_a_terminal_would_obey_are_made_visible() {
    let template = TEMPLATE.replace("Store:", "\"St\\e[31more\":");
    let run = Folder::new().with("a\u{1b}[2Jb.yaml", template).run(&["--format", "pretty"]);
    assert_eq!(run.status, 1);
    assert!(!run.stdout.contains('\u{1b}') && run.stdout.contains("a␛[2Jb.yaml"), "{run:?}");
}
