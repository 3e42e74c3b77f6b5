//! Files that are ours and cannot be read as they are: each is said, none accuses wrongly.

use crate::program::{Folder, TEMPLATE};

#[test]
fn a_text_in_an_old_encoding_that_says_resources_is_no_template() {
    let run = Folder::new().with("notes.txt", b"Human Resources, caf\xe9\n").with("good.yaml", TEMPLATE).check();
    assert_eq!(run.files(), ["good.yaml"], "{run:?}");
}

#[test]
fn a_template_in_utf_16_is_a_finding() {
    for (mark, encode) in [(b"\xff\xfe", u16::to_le_bytes as fn(u16) -> [u8; 2]), (b"\xfe\xff", u16::to_be_bytes)] {
        let text = TEMPLATE.encode_utf16().flat_map(encode);
        let bytes: Vec<u8> = mark.iter().copied().chain(text).collect();
        let run = Folder::new().with("t.yaml", bytes).check();
        assert!(run.has("t.yaml:1:1: error plimsoll/syntax-error not linted: this file is UTF-16"), "{run:?}");
    }
}

#[test]
fn a_template_with_a_zero_byte_is_a_finding() {
    let run = Folder::new().with("t.yaml", format!("{TEMPLATE}# \0\n")).check();
    assert!(run.has("t.yaml:11:3: error plimsoll/syntax-error"), "{run:?}");
}

#[test]
fn a_broken_template_on_one_line_is_a_finding() {
    let run = Folder::new().with("t.json", r#"{"Resources":{:"AWS::S3::Bucket""#).check();
    assert!(run.has("t.json:1:15: error plimsoll/syntax-error"), "{run:?}");
}

#[test]
fn what_a_syntax_error_cuts_off_is_not_missing() {
    let cut = "{\n \"Resources\": {\n  \"Store\": {\n   \"Type\": \"AWS::ECR::Repository\"\n   \"Properties\": {}\n  }\n }\n}\n";
    let run = Folder::new().with("t.json", cut).check();
    assert_eq!(run.stdout.lines().count(), 1, "{run:?}");
    assert!(run.has("t.json:5:4: error plimsoll/syntax-error"), "{run:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_cannot_be_read_fails_the_listing_too() {
    let run = Folder::new().run(&["--list-files", "/proc/self/mem"]);
    assert_eq!(run.status, 2, "{run:?}");
}
