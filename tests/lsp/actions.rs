//! What is offered about a finding does what it says.

use std::fs;

use serde_json::{Value, json};

use crate::editor::{Editor, TEMPLATE, able, edited};

/// The action with this title among those for a place.
fn action(editor: &mut Editor, name: &str, (line, character): (u32, u32), title: &str) -> Value {
    let actions = editor.actions(name, line, character);
    let titles: Vec<&str> = actions.iter().map(|action| action["title"].as_str().unwrap()).collect();
    let position = titles.iter().position(|known| known.starts_with(title));
    actions[position.unwrap_or_else(|| panic!("no {title:?} among {titles:?}"))].clone()
}

/// A document after an action on it, of which the server is told.
fn after(editor: &mut Editor, name: &str, text: &str, action: &Value) -> String {
    let change = &action["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({"uri": editor.uri(name), "version": 1}), "{action:#}");
    let new = edited(text, &change["edits"]);
    editor.change(name, 2, &json!([{"text": new}]));
    new
}

#[test]
fn a_safe_fix_is_preferred_and_removes_its_finding() {
    let mut editor = Editor::new(&[("app.yaml", TEMPLATE)]);
    editor.open_saved("app.yaml");
    let fix = action(&mut editor, "app.yaml", (6, 22), "Scan");
    assert_eq!((&fix["kind"], &fix["isPreferred"]), (&json!("quickfix"), &json!(true)));
    assert_eq!(fix["diagnostics"][0]["code"], "ecr/scan-disabled");
    assert_eq!(after(&mut editor, "app.yaml", TEMPLATE, &fix), TEMPLATE.replace("false", "true"));
    assert_eq!(editor.found("app.yaml"), [""; 0]);
    assert!(editor.actions("app.yaml", 0, 0).is_empty());
    assert_eq!(editor.end(), 0);
}

#[test]
fn all_safe_fixes_are_made_at_once_and_only_when_asked_for() {
    let second = TEMPLATE.lines().skip(1).collect::<Vec<_>>().join("\n").replace("Store:", "Second:");
    let text = format!("{TEMPLATE}{second}\n");
    let mut editor = Editor::new(&[("app.yaml", &text)]);
    editor.open_saved("app.yaml");
    let place = json!({"line": 0, "character": 0});
    let uri = editor.uri("app.yaml");
    let mut ask = |only: &str| {
        let params = json!({
            "textDocument": {"uri": uri}, "range": {"start": place, "end": place},
            "context": {"diagnostics": [], "only": [only]}
        });
        editor.ask("textDocument/codeAction", params).unwrap().as_array().unwrap().clone()
    };
    assert_eq!((ask("quickfix").len(), ask("refactor").len(), ask("source.organizeImports").len()), (0, 0, 0));
    let by_kind = ["source", "source.fixAll", "source.fixAll.plimsoll"].map(&mut ask);
    assert!(by_kind.iter().all(|actions| *actions == by_kind[0]) && by_kind[0].len() == 1, "{by_kind:#?}");
    assert_eq!(by_kind[0][0]["kind"], "source.fixAll.plimsoll");
    let new = after(&mut editor, "app.yaml", &text, &by_kind[0][0]);
    assert_eq!(new, text.replace("false", "true"));
    assert_eq!(editor.found("app.yaml"), [""; 0]);
    assert_eq!(editor.end(), 0);
}

#[test]
fn fixes_come_before_exceptions_and_these_before_turning_rules_off() {
    let text = "Resources:\n  Store:\n    Type: AWS::ECR::Repository\n";
    let mut editor = Editor::new(&[("app.yaml", text)]);
    editor.open_saved("app.yaml");
    assert!(editor.found("app.yaml").len() > 1);
    let actions = editor.actions("app.yaml", 1, 3);
    let class = |action: &Value| {
        let title = action["title"].as_str().unwrap();
        ["Ignore", "Turn", "Fix all"].iter().position(|word| title.starts_with(word)).map_or(0, |class| class + 1)
    };
    let classes: Vec<usize> = actions.iter().map(class).collect();
    assert!(classes.is_sorted() && [0, 1, 2].iter().all(|class| classes.contains(class)), "{actions:#?}");
    assert!(classes.iter().filter(|class| **class == 1).count() > 1, "{actions:#?}");
    assert_eq!(editor.end(), 0);
}

#[test]
fn an_exception_is_written_in_the_language_of_the_file() {
    let json = "{\n  \"Resources\": {\n    \"Store\": {\n      \"Type\": \"AWS::ECR::Repository\",\n      \
                \"Properties\": {\n        \"ImageScanningConfiguration\": {\"ScanOnPush\": false}\n      }\n    }\n  }\n}\n";
    let typescript = "import * as ecr from 'aws-cdk-lib/aws-ecr';\nimport { App, Stack } from 'aws-cdk-lib';\n\
                      const stack = new Stack(new App(), 'S');\nnew ecr.Repository(stack, 'R', {\n  imageScanOnPush: false,\n});\n";
    let python = "from aws_cdk import App, Stack, aws_ecr as ecr\nstack = Stack(App(), 'S')\nif True:\n    \
                  ecr.Repository(stack, 'R', image_scan_on_push=False)\n";
    let cases = [
        ("app.yaml", TEMPLATE, (6, 22), "        # plimsoll: ignore[ecr/scan-disabled] because …\n"),
        ("app.json", json, (5, 55), "\"reason\": \"because …\""),
        ("app.ts", typescript, (4, 20), "  // plimsoll: ignore[ecr/scan-disabled] because …\n"),
        ("app.py", python, (3, 52), "    # plimsoll: ignore[ecr/scan-disabled] because …\n"),
    ];
    for (name, text, place, comment) in cases {
        let mut editor = Editor::new(&[(name, text)]);
        editor.open_saved(name);
        let before = editor.found(name);
        assert!(before.iter().any(|found| found.starts_with("ecr/scan-disabled@")), "{name}: {before:?}");
        let ignore = action(&mut editor, name, place, "Ignore ecr/scan-disabled here");
        assert_eq!(ignore["isPreferred"], Value::Null);
        let new = after(&mut editor, name, text, &ignore);
        assert!(new.contains(comment), "{name}:\n{new}");
        let found = editor.found(name);
        let is_left = |found: &String| found.starts_with("ecr/scan-disabled@") || found.starts_with("plimsoll/");
        assert!(!found.iter().any(is_left), "{name}: {found:?}\n{new}");
        assert_eq!(found.len() + 1, before.len(), "{name}: {found:?}\n{new}");
        assert_eq!(editor.end(), 0);
    }
}

#[test]
fn an_exception_from_what_is_in_a_block_of_text_stands_above_the_resource() {
    let text = "Resources:\n  Build:\n    Type: AWS::ECR::Repository\n    Properties:\n      ImageTagMutability: IMMUTABLE\n      \
                ImageScanningConfiguration: {ScanOnPush: true}\n      LifecyclePolicy:\n        LifecyclePolicyText: |\n          \
                {\"rules\": [\n          {\"rulePriority\": 1, \"selection\": {\"tagStatus\": \"tagged\",\n            \
                \"countType\": \"imageCountMoreThan\", \"countNumber\": 5}, \"action\": {\"type\": \"expire\"}}\n          ]}\n";
    let mut editor = Editor::new(&[("app.yaml", text)]);
    editor.open_saved("app.yaml");
    let published = editor.published("app.yaml").unwrap();
    let inside = |diagnostic: &&Value| diagnostic["range"]["start"]["line"].as_u64().unwrap() > 7;
    let inside = published["diagnostics"].as_array().unwrap().iter().find(inside);
    let inside = inside.unwrap_or_else(|| panic!("{published:#}")).clone();
    let place = |of: &str| u32::try_from(inside["range"]["start"][of].as_u64().unwrap()).unwrap();
    let title = format!("Ignore {} here", inside["code"].as_str().unwrap());
    let ignore = action(&mut editor, "app.yaml", (place("line"), place("character")), &title);
    let new = after(&mut editor, "app.yaml", text, &ignore);
    assert!(new.contains("because …\n  Build:\n"), "{new}");
    let found = editor.found("app.yaml");
    assert!(!found.iter().any(|found| found.starts_with(inside["code"].as_str().unwrap())), "{found:?}\n{new}");
    assert_eq!(editor.end(), 0);
}

#[test]
fn a_rule_is_turned_off_in_a_configuration_that_is_there_or_not() {
    let mut editor = Editor::new(&[("app.yaml", TEMPLATE)]);
    editor.open_saved("app.yaml");
    let off = action(&mut editor, "app.yaml", (6, 22), "Turn ecr/scan-disabled off in plimsoll.yaml");
    let changes = off["edit"]["documentChanges"].as_array().unwrap();
    assert_eq!((&changes[0]["kind"], &changes[0]["uri"]), (&json!("create"), &json!(editor.uri("plimsoll.yaml"))));
    let new = edited("", &changes[1]["edits"]);
    assert_eq!(new, "rules:\n  ecr/scan-disabled: off\n");
    editor.write("plimsoll.yaml", &new);
    editor.watched("plimsoll.yaml", 1);
    assert_eq!(editor.found("app.yaml"), [""; 0]);
    editor.write("plimsoll.yaml", "# ours\nrules:\n  s3/*: error\n");
    editor.watched("plimsoll.yaml", 2);
    assert_eq!(editor.found("app.yaml").len(), 1);
    let off = action(&mut editor, "app.yaml", (6, 22), "Turn ecr/scan-disabled off in plimsoll.yaml");
    let change = &off["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"]["uri"], editor.uri("plimsoll.yaml"));
    let old = fs::read_to_string(editor.path("plimsoll.yaml")).unwrap();
    assert_eq!(edited(&old, &change["edits"]), "# ours\nrules:\n  s3/*: error\n  ecr/scan-disabled: off\n");
    assert_eq!(editor.end(), 0);
}

#[test]
fn an_old_editor_gets_plain_edits_and_no_new_files() {
    let mut able = able();
    able["workspace"]["workspaceEdit"] = json!({});
    let mut editor = Editor::with(&[("app.yaml", TEMPLATE)], &able, &json!({}), &["."]);
    editor.open_saved("app.yaml");
    let fix = action(&mut editor, "app.yaml", (6, 22), "Scan");
    let changes = &fix["edit"]["changes"][editor.uri("app.yaml")];
    assert_eq!(edited(TEMPLATE, changes), TEMPLATE.replace("false", "true"));
    let actions = editor.actions("app.yaml", 6, 22);
    assert!(!actions.iter().any(|action| action["title"].as_str().unwrap().starts_with("Turn")), "{actions:#?}");
    assert_eq!(editor.end(), 0);
}

#[test]
fn hovering_over_a_finding_shows_the_page_of_its_rule() {
    let mut editor = Editor::new(&[("app.yaml", TEMPLATE)]);
    editor.open_saved("app.yaml");
    let mut hover = |line: u32, character: u32| {
        let position = json!({"line": line, "character": character});
        let params = json!({"textDocument": {"uri": editor.uri("app.yaml")}, "position": position});
        editor.ask("textDocument/hover", params).unwrap()
    };
    assert_eq!(hover(0, 0), Value::Null);
    let shown = hover(6, 22);
    let text = shown["contents"]["value"].as_str().unwrap();
    assert!(text.starts_with("**ecr/scan-disabled**: ") && text.contains("## Why"), "{text}");
    assert_eq!(shown["range"]["start"], json!({"line": 6, "character": 20}));
    assert_eq!(editor.end(), 0);
}
