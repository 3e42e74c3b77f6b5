//! A broken line costs that line, and what it might have said makes the rest open, never absent.

use std::fmt::Write as _;

use super::{dump, typescript};

/// Each stands, broken, in the middle of a constructor.
const BROKEN: &[&str] = &[
    "const a = new ecr.",
    "const a = new ecr.Repository(this, 'A', {",
    "const a = new ecr.Repository(this, 'A'",
    "const a = new ecr.Repository(this, 'A', { imageScanOnPush: });",
    "const a = ",
    "const a = 'open",
    "const a = `open",
    "const { a, b = ;",
    "before.",
    "before.addLifecycleRule({ maxImageCount: 3 );",
    "this.store.addLifecycleRule({",
    "await before?.grant(",
    "if (props.a",
    "if (props.a) {",
    "}",
    ")",
    "/* open",
    "<<<<<<< HEAD",
    "for (const a of",
    "method() {",
];

fn broken(line: &str) -> String {
    format!(
        "import * as ecr from 'aws-cdk-lib/aws-ecr';
export class Registry extends Stack {{
  constructor(scope: Construct, id: string) {{
    super(scope, id);
    const before = new ecr.Repository(this, 'Before');
    {line}
    const after = new ecr.Repository(this, 'After', {{ imageScanOnPush: true }});
  }}
}}
"
    )
}

#[test]
fn one_broken_line_costs_that_line() {
    let mut report = String::new();
    for line in BROKEN {
        let source = broken(line);
        let program = typescript(&source);
        let dump = dump::dump(&program, &source);
        let kept = dump.lines().filter(|line| line.contains("error") || line.contains("scope") && line.contains(": "));
        writeln!(report, "{line}\n    {}", kept.collect::<Vec<_>>().join("\n    ")).expect("a string takes everything");
    }
    insta::assert_snapshot!(report);
}

#[test]
fn what_is_left_out_of_a_literal_opens_it() {
    let source = "new ecr.Repository(this, 'A', {
  repositoryName: 'a',
  imageScanOnPush: tr ue,
  emptyOnDelete: true,
});
const list = [
  'a',
  'b' 'c' 'd',
  'e',
];
make(
  1,
  2 3,
);
";
    let program = typescript(source);
    insta::assert_snapshot!(dump::dump(&program, source));
}

#[test]
fn what_went_on_in_a_line_that_is_left_out_is_not_read_without_it() {
    let source = "const a = new Repository(this, 'A')
  .brok en(
const b = 'a' +
  oops b +
  'c';
const c = make()
  .second(1 2)
  .third();
new Repository(this, 'D', {
  imageScanOnPush: tru e }
);
";
    let program = typescript(source);
    insta::assert_snapshot!(dump::dump(&program, source));
}

#[test]
fn a_file_that_ends_too_soon_keeps_what_was_finished() {
    let source = "class A extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    for (const name of ['a', 'b']) {
      new Repository(this, name, { imageScanOnPush: true });
      new Repository(this, 'half', {
        repositoryName: 'half',
        imageSc";
    let program = typescript(source);
    insta::assert_snapshot!(dump::dump(&program, source));
}

#[test]
fn what_is_no_program_at_all_is_one_message_or_a_few() {
    for source in
        ["", "\0", "Lorem ipsum dolor sit amet, consectetur adipiscing elit.", "AWSTemplateFormatVersion: 2010-09-09"]
    {
        let program = typescript(source);
        assert!(program.errors.len() <= 3, "{source}: {:?}", program.errors);
        assert!(program.classes.is_empty() && program.exports.is_empty(), "{source}");
    }
}
