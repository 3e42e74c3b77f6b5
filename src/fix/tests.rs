//! What no rule of ours asks for yet: taking properties out, adding to lists, replacing parts of texts.

use serde_json::json;

use super::{Action, Change, Refusal, Wanted, apply, template};
use crate::frontend::template::Template;
use crate::model::Step;
use crate::source::FileId;
use crate::syntax::{Format, Tree};

/// The properties of a resource in YAML, changed one after the other.
fn changed(properties: &str, changes: &[(&str, Action)]) -> Result<String, Refusal> {
    let head = "Resources:\n  A:\n    Type: AWS::A::A\n    Properties:\n";
    let indented: Vec<String> = properties.lines().map(|line| format!("      {line}")).collect();
    let text = format!("{head}{}\n", indented.join("\n"));
    let result = edited(&text, Format::Yaml, changes)?;
    let rest = result.strip_prefix(head).expect("the head stays");
    let lines: Vec<&str> = rest.lines().map(|line| line.strip_prefix("      ").unwrap_or(line)).collect();
    Ok(lines.join("\n") + "\n")
}

fn edited(text: &str, format: Format, changes: &[(&str, Action)]) -> Result<String, Refusal> {
    let tree = Tree::parse(text.into(), format);
    let root = tree.root().expect("a document");
    let step = |step: &str| step.parse().map_or_else(|_| Step::Key(step.into()), Step::Index);
    let change = |(path, action): &(&str, Action)| Change {
        resource: "A".into(),
        path: std::iter::once("properties").chain(path.split('.')).map(step).collect(),
        action: action.clone(),
    };
    let wanted = Wanted { title: String::new(), safe: true, changes: changes.iter().map(change).collect() };
    let planned = template(&Template::new(FileId(0), &tree, root), format, 0, &[&wanted]).remove(0)?;
    Ok(apply(text, &planned).unwrap())
}

fn replacement(from: &str, to: &str) -> Action {
    Action::Replace { from: from.to_owned(), to: to.to_owned() }
}

#[test]
fn properties_are_taken_out_with_their_lines() {
    assert_eq!(changed("A: 1\nB:\n  C: 2\nD: 3", &[("B", Action::Remove)]), Ok("A: 1\nD: 3\n".to_owned()));
    assert_eq!(changed("A: 1\nB: 2", &[("B", Action::Remove)]), Ok("A: 1\n".to_owned()));
    assert_eq!(changed("A: {B: 1, C: 2}", &[("A.B", Action::Remove)]), Ok("A: {C: 2}\n".to_owned()));
    assert_eq!(changed("A: {B: 1, C: 2}", &[("A.C", Action::Remove)]), Ok("A: {B: 1}\n".to_owned()));
    assert_eq!(changed("A: [1, 2, 3]", &[("A.1", Action::Remove)]), Ok("A: [1, 3]\n".to_owned()));
    assert_eq!(changed("A: 1\nB: 2 # why", &[("B", Action::Remove)]), Err(Refusal::Comment));
    assert_eq!(changed("A: 1", &[("A", Action::Remove)]), Err(Refusal::Style), "nothing would be left");
    let json = "{\"Resources\": {\"A\": {\"Type\": \"AWS::A::A\", \"Properties\": {\"B\": 1, \"C\": [2]}}}}";
    let removed = edited(json, Format::Json, &[("C", Action::Remove)]);
    assert_eq!(removed, Ok(json.replace(", \"C\": [2]", "")));
}

#[test]
fn items_are_added_at_the_end() {
    let item = Action::Insert(json!({"K": "a", "V": [1]}));
    assert_eq!(
        changed("A:\n- K: b\n  V: 1 # one\nB: 2", &[("A.1", item.clone())]),
        Ok("A:\n- K: b\n  V: 1 # one\n- K: a\n  V:\n    - 1\nB: 2\n".to_owned())
    );
    assert_eq!(changed("A: [x]", &[("A.1", Action::Insert(json!("z")))]), Ok("A: [x, z]\n".to_owned()));
    assert_eq!(
        changed("A: [\n  x, # first\n  y # last\n]", &[("A.2", Action::Insert(json!("z")))]),
        Ok("A: [\n  x, # first\n  y, # last\n  z\n]\n".to_owned())
    );
    assert_eq!(changed("A: [x]", &[("A.0", item.clone())]), Err(Refusal::Kind), "something stands there");
    assert_eq!(changed("A: [!If [B, x, y]]", &[("A.1", item)]), Err(Refusal::Function));
}

#[test]
fn parts_of_texts_are_replaced_where_they_are_written() {
    let pin = replacement("orders:sha256", "orders@sha256");
    for text in ["orders:sha256:1", "'orders:sha256:1'", "\"orders:sha256:1\"", "!Sub '${R}/orders:sha256:1'"] {
        let expected = text.replace("orders:sha256", "orders@sha256");
        assert_eq!(changed(&format!("A: {text}"), &[("A", pin.clone())]), Ok(format!("A: {expected}\n")));
    }
    let long = "A:\n  Fn::Sub: ${R}/orders:sha256:1";
    assert_eq!(changed(long, &[("A", pin.clone())]), Ok(format!("{}\n", long.replace("orders:", "orders@"))));
    assert_eq!(changed("A: 'or\\u0064ers:sha256:1'", &[("A", pin.clone())]), Err(Refusal::Kind), "written otherwise");
    assert_eq!(changed("A: x:x", &[("A", replacement("x", "y"))]), Err(Refusal::Kind), "which of them?");
    assert_eq!(changed("A: x", &[("A", replacement("x", "y: z"))]), Err(Refusal::Style));
    assert_eq!(changed("A: !Ref orders:sha256", &[("A", pin)]), Err(Refusal::Function));
}

#[test]
fn several_changes_are_one_fix() {
    let set = |value| Action::Set(json!(value));
    assert_eq!(
        changed("Z: 0", &[("A.B", set(1)), ("A.C", set(2)), ("Z", Action::Remove)]),
        Ok("A:\n  B: 1\n  C: 2\n".to_owned())
    );
    assert_eq!(changed("Z: !Ref P", &[("A", set(1)), ("Z", set(2))]), Err(Refusal::Function));
}

#[test]
fn what_would_change_more_than_is_meant_is_refused() {
    let text = "Resources:\n  A:\n    Type: AWS::A::A\n    Properties:\n      Text: |\n        no line end";
    let set = [("B", Action::Set(json!(1)))];
    assert_eq!(edited(text, Format::Yaml, &set), Err(Refusal::Inexact), "the text would get a line end");
    let ended = format!("{text}\n");
    assert_eq!(edited(&ended, Format::Yaml, &set), Ok(format!("{ended}      B: 1\n")));
    assert_eq!(edited("Resources:\n  A: {Type: AWS::A::A,", Format::Yaml, &set), Err(Refusal::Broken));
}
