//! Documents, files and folders: what the editor has counts, and what it says is heard.

use serde_json::{Value, json};

use crate::editor::{Editor, TEMPLATE, able, pulling};

const FINDING: &str = "ecr/scan-disabled@6:20-6:25";

#[test]
fn an_edit_changes_the_findings() {
    let mut editor = Editor::new(&[("app.yaml", TEMPLATE)]);
    editor.open("app.yaml", TEMPLATE);
    assert_eq!(editor.found("app.yaml"), [FINDING]);
    let range = json!({"start": {"line": 6, "character": 20}, "end": {"line": 6, "character": 25}});
    editor.change("app.yaml", 2, &json!([{"range": range, "text": "true"}]));
    let published = editor.published("app.yaml").unwrap();
    assert_eq!((&published["version"], &published["diagnostics"]), (&json!(2), &json!([])));
    let start = json!({"line": 0, "character": 0});
    let undo = json!({"start": {"line": 6, "character": 20}, "end": {"line": 6, "character": 24}});
    let above = json!({"range": {"start": start, "end": start}, "text": "# above\n"});
    editor.change("app.yaml", 3, &json!([{"range": undo, "text": "false"}, above]));
    assert_eq!(editor.found("app.yaml"), ["ecr/scan-disabled@7:20-7:25"]);
    editor.close("app.yaml");
    assert_eq!(editor.found("app.yaml"), [FINDING]);
    assert_eq!(editor.end(), 0);
}

#[test]
fn a_diagnostic_says_all_that_a_report_does() {
    let mut editor = Editor::new(&[("app.yaml", TEMPLATE)]);
    let diagnostic = editor.published("app.yaml").unwrap()["diagnostics"][0].clone();
    assert_eq!((&diagnostic["severity"], &diagnostic["source"]), (&json!(2), &json!("plimsoll")));
    let href = diagnostic["codeDescription"]["href"].as_str().unwrap();
    assert!(href.starts_with("https://docs.aws.amazon.com/"), "{href}");
    assert_eq!(diagnostic["data"]["fingerprint"].as_str().unwrap().len(), 32);
    let parameter = "Parameters:\n  Tag:\n    Type: String\n    Default: latest\nResources:\n  Task:\n    \
                     Type: AWS::ECS::TaskDefinition\n    Properties:\n      ContainerDefinitions:\n        - Name: app\n          \
                     Image: !Sub registry.example.com/app:${Tag}\n";
    editor.open("task.yaml", parameter);
    let published = editor.published("task.yaml").unwrap();
    let related = &published["diagnostics"][0]["relatedInformation"][0];
    assert_eq!(related["location"]["uri"], editor.uri("task.yaml"), "{published:#}");
    assert_eq!(related["location"]["range"]["start"]["line"], 3, "{published:#}");
    assert_eq!(editor.end(), 0);
}

#[test]
fn what_does_nothing_is_shown_as_such() {
    let text = format!("# plimsoll: ignore-file[ecr/mutable-tags] there is none\n{TEMPLATE}");
    let tags = |able: &Value| {
        let mut editor = Editor::with(&[("app.yaml", &text)], able, &json!({}), &["."]);
        editor.open_saved("app.yaml");
        let published = editor.published("app.yaml").unwrap();
        let unused =
            published["diagnostics"].as_array().unwrap().iter().find(|it| it["code"] == "plimsoll/unused-ignore");
        let tags = unused.unwrap_or_else(|| panic!("{published:#}"))["tags"].clone();
        assert_eq!(editor.end(), 0);
        tags
    };
    let mut untagged = able();
    untagged["textDocument"]["publishDiagnostics"]["tagSupport"] = Value::Null;
    assert_eq!((tags(&able()), tags(&untagged)), (json!([1]), Value::Null));
}

#[test]
fn a_document_that_is_renamed_keeps_its_edits() {
    let mut editor = Editor::new(&[("app.yaml", TEMPLATE)]);
    editor.open_saved("app.yaml");
    let edited = format!("# one more line\n{TEMPLATE}");
    editor.change("app.yaml", 2, &json!([{"text": edited}]));
    // What editors say when an open file is renamed: the watched files come last.
    std::fs::rename(editor.path("app.yaml"), editor.path("new.yaml")).unwrap();
    editor.close("app.yaml");
    editor.open("new.yaml", &edited);
    let moved = "ecr/scan-disabled@7:20-7:25".to_owned();
    assert_eq!((editor.found("app.yaml"), editor.found("new.yaml")), (vec![], vec![moved.clone()]));
    editor.watched("app.yaml", 3);
    editor.watched("new.yaml", 1);
    assert_eq!((editor.found("app.yaml"), editor.found("new.yaml")), (vec![], vec![moved]));
    assert_eq!(editor.end(), 0);
}

#[test]
fn columns_count_what_the_editor_counts() {
    let text = TEMPLATE.replace("ScanOnPush: false", "? \"ScanOnPush\" # \u{e4}\u{1f600}\n        : false").replace(
        "IMMUTABLE\n      ImageScanningConfiguration:\n        ? \"ScanOnPush\" # \u{e4}\u{1f600}\n        : false",
        "IMMUTABLE\n      ImageScanningConfiguration: {\"\u{e4}\u{1f600}\": 1, ScanOnPush: false}",
    );
    for (encodings, name, column) in [
        (json!(["utf-8", "utf-16"]), "utf-8", 60),
        (json!(["utf-16"]), "utf-16", 57),
        (json!(["utf-32"]), "utf-16", 57),
        (Value::Null, "utf-16", 57),
    ] {
        let mut able = able();
        able["general"]["positionEncodings"] = encodings;
        let mut editor = Editor::with(&[], &able, &json!({}), &["."]);
        assert_eq!(editor.capabilities["positionEncoding"], name);
        editor.open("app.yaml", &text);
        let found = editor.found("app.yaml");
        assert_eq!(found, [format!("ecr/scan-disabled@5:{column}-5:{}", column + 5)], "{text}");
        assert_eq!(editor.end(), 0);
    }
}

#[test]
fn line_ends_marks_and_tabs_do_not_move_a_place() {
    let windows = TEMPLATE.replace('\n', "\r\n");
    let old = TEMPLATE.replace('\n', "\r");
    let marked = format!("\u{feff}{TEMPLATE}");
    let tabs = "{\t\"Resources\": {\t\"Store\": {\"Type\": \"AWS::ECR::Repository\", \"Properties\": {\n\t\t\
                \"ImageTagMutability\": \"IMMUTABLE\", \"ImageScanningConfiguration\": {\"ScanOnPush\":\tfalse}}}}}";
    let files = [("windows.yaml", &*windows), ("old.yaml", &*old), ("marked.yaml", &*marked), ("tabs.json", tabs)];
    let mut editor = Editor::new(&files);
    for opened in [false, true] {
        for name in ["windows.yaml", "old.yaml", "marked.yaml"] {
            assert_eq!(editor.found(name), [FINDING], "{name}, {opened}");
        }
        let found = editor.found("tabs.json");
        assert!(found.contains(&"ecr/scan-disabled@1:82-1:87".to_owned()), "{found:?}, {opened}");
        for (name, _) in files {
            editor.open_saved(name);
        }
    }
    assert_eq!(editor.end(), 0);
}

#[test]
fn files_come_go_and_change_on_the_disk() {
    let mut editor = Editor::new(&[("a/app.yaml", TEMPLATE)]);
    assert_eq!(editor.found("a/app.yaml"), [FINDING]);
    let watchers = &editor.next("client/registerCapability")["registrations"][0];
    assert_eq!(watchers["method"], "workspace/didChangeWatchedFiles");
    std::fs::rename(editor.path("a/app.yaml"), editor.path("a/new.yaml")).unwrap();
    editor.watched("a/app.yaml", 3);
    editor.watched("a/new.yaml", 1);
    assert_eq!((editor.found("a/app.yaml"), editor.found("a/new.yaml")), (vec![], vec![FINDING.to_owned()]));
    editor.write("a/new.yaml", &format!("# one more line\n{TEMPLATE}"));
    editor.watched("a/new.yaml", 2);
    assert_eq!(editor.found("a/new.yaml"), ["ecr/scan-disabled@7:20-7:25"]);
    assert_eq!(editor.end(), 0);
}

#[test]
fn without_a_watch_saving_reads_the_disk() {
    let mut able = able();
    able["workspace"]["didChangeWatchedFiles"] = json!({});
    let mut editor = Editor::with(&[("app.yaml", "A: 1\n"), ("b.yaml", TEMPLATE)], &able, &json!({}), &["."]);
    editor.open_saved("b.yaml");
    assert_eq!(editor.found("app.yaml"), [""; 0]);
    editor.write("app.yaml", TEMPLATE);
    editor.write("new/c.yaml", TEMPLATE);
    let uri = editor.uri("b.yaml");
    editor.tell("textDocument/didSave", json!({"textDocument": {"uri": uri}}));
    assert_eq!(
        (editor.found("app.yaml"), editor.found("new/c.yaml")),
        (vec![FINDING.to_owned()], vec![FINDING.to_owned()])
    );
    assert_eq!(editor.end(), 0);
}

#[test]
fn files_of_several_folders_have_their_own_configuration() {
    let off = "rules: {ecr/scan-disabled: off}\n";
    let files = [("one/app.yaml", TEMPLATE), ("two/app.yaml", TEMPLATE), ("two/plimsoll.yaml", off)];
    let mut editor = Editor::with(&files, &able(), &json!({}), &["one", "two"]);
    assert_eq!((editor.found("one/app.yaml"), editor.found("two/app.yaml")), (vec![FINDING.to_owned()], vec![]));
    let (one, three) = (editor.uri("one"), editor.uri("three"));
    editor.write("three/app.yaml", TEMPLATE);
    let event = json!({"added": [{"uri": three, "name": "three"}], "removed": [{"uri": one, "name": "one"}]});
    editor.tell("workspace/didChangeWorkspaceFolders", json!({"event": event}));
    assert_eq!((editor.found("one/app.yaml"), editor.found("three/app.yaml")), (vec![], vec![FINDING.to_owned()]));
    assert_eq!(editor.end(), 0);
}

#[test]
fn a_file_without_a_folder_is_linted_by_itself() {
    let mut editor = Editor::with(&[("a/app.yaml", TEMPLATE), ("a/b.yaml", TEMPLATE)], &able(), &json!({}), &[]);
    editor.open_saved("a/app.yaml");
    assert_eq!((editor.found("a/app.yaml"), editor.found("a/b.yaml")), (vec![FINDING.to_owned()], vec![]));
    editor.close("a/app.yaml");
    assert_eq!(editor.found("a/app.yaml"), [""; 0]);
    assert_eq!(editor.end(), 0);
}

#[test]
fn only_what_is_open_is_shown_where_that_is_wanted() {
    let options = json!({"diagnostics": "open"});
    let mut editor = Editor::with(&[("a.yaml", TEMPLATE), ("b.yaml", TEMPLATE)], &able(), &options, &["."]);
    editor.open_saved("a.yaml");
    assert_eq!((editor.found("a.yaml"), editor.found("b.yaml")), (vec![FINDING.to_owned()], vec![]));
    editor.close("a.yaml");
    assert_eq!(editor.found("a.yaml"), [""; 0]);
    assert_eq!(editor.end(), 0);
}

#[test]
fn the_set_up_of_helix_is_understood() {
    let text = std::fs::read_to_string("examples/editors/helix/languages.toml").unwrap();
    let languages: toml::Value = toml::from_str(&text).unwrap();
    let server = &languages["language-server"]["plimsoll"];
    assert_eq!((server["command"].as_str(), server["args"][0].as_str()), (Some("plimsoll"), Some("lsp")));
    let every = languages["language"].as_array().unwrap();
    let is_served =
        |language: &toml::Value| language["language-servers"].as_array().unwrap().contains(&"plimsoll".into());
    assert!(every.len() > 5 && every.iter().all(is_served));
    let options = serde_json::to_value(&server["config"]).unwrap();
    let mut editor = Editor::with(&[("a.yaml", TEMPLATE), ("b.yaml", TEMPLATE)], &able(), &options, &["."]);
    editor.open_saved("a.yaml");
    assert_eq!((editor.found("a.yaml"), editor.found("b.yaml")), (vec![FINDING.to_owned()], vec![]));
    assert_eq!(editor.end(), 0);
}

#[test]
fn options_that_are_none_are_told() {
    let mut editor = Editor::with(&[("a.yaml", TEMPLATE)], &able(), &json!({"diagnostic": "open"}), &["."]);
    let shown = editor.next("window/showMessage");
    assert!(shown["message"].as_str().unwrap().contains("unknown field `diagnostic`"), "{shown}");
    assert_eq!((editor.found("a.yaml"), editor.end()), (vec![FINDING.to_owned()], 0));
}

#[test]
fn what_one_file_says_changes_another() {
    let bucket = "Resources:\n  Store:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: orders-store\n";
    let pipeline = "Resources:\n  Pipe:\n    Type: AWS::CodePipeline::Pipeline\n    Properties:\n      \
                    ArtifactStore: {Type: S3, Location: orders-store}\n";
    let mut editor = Editor::new(&[("bucket.yaml", bucket), ("pipe.yaml", "A: 1\n")]);
    assert_eq!(editor.found("bucket.yaml"), [""; 0]);
    editor.open("pipe.yaml", pipeline);
    let found = editor.found("bucket.yaml");
    assert!(found.iter().any(|found| found.starts_with("s3/")), "{found:?}");
    let published = editor.published("bucket.yaml").unwrap();
    let related = &published["diagnostics"][0]["relatedInformation"][0];
    assert_eq!(related["location"]["uri"], editor.uri("pipe.yaml"), "{published:#}");
    assert_eq!(related["location"]["range"]["start"], json!({"line": 4, "character": 42}), "{published:#}");
    editor.change("pipe.yaml", 2, &json!([{"text": "A: 1\n"}]));
    assert_eq!(editor.found("bucket.yaml"), [""; 0]);
    assert_eq!(editor.end(), 0);
}

#[test]
fn diagnostics_are_pulled_or_pushed_and_never_both() {
    let mut editor = Editor::with(&[("a.yaml", TEMPLATE), ("b.yaml", TEMPLATE)], &pulling(), &json!({}), &["."]);
    editor.open_saved("a.yaml");
    let provider = &editor.capabilities["diagnosticProvider"];
    assert_eq!((&provider["interFileDependencies"], &provider["workspaceDiagnostics"]), (&json!(true), &json!(true)));
    let document = json!({"uri": editor.uri("a.yaml")});
    let first = editor.ask("textDocument/diagnostic", json!({"textDocument": document})).unwrap();
    assert_eq!((&first["kind"], first["items"].as_array().unwrap().len()), (&json!("full"), 1));
    let id = first["resultId"].clone();
    let again = json!({"textDocument": document, "previousResultId": id});
    let second = editor.ask("textDocument/diagnostic", again.clone()).unwrap();
    assert_eq!((&second["kind"], &second["resultId"]), (&json!("unchanged"), &id));
    let previous = json!([{"uri": editor.uri("a.yaml"), "value": id}, {"uri": editor.uri("gone.yaml"), "value": "x"}]);
    let whole = editor.ask("workspace/diagnostic", json!({"previousResultIds": previous})).unwrap();
    let kinds: Vec<&str> =
        whole["items"].as_array().unwrap().iter().map(|item| item["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["unchanged", "full", "full"], "{whole:#}");
    assert_eq!((&whole["items"][0]["version"], &whole["items"][2]["items"]), (&json!(1), &json!([])));
    editor.change("a.yaml", 2, &json!([{"text": TEMPLATE.replace("false", "true")}]));
    let third = editor.ask("textDocument/diagnostic", again).unwrap();
    assert_eq!((&third["kind"], &third["items"]), (&json!("full"), &json!([])));
    editor.write("b.yaml", "A: 1\n");
    editor.watched("b.yaml", 2);
    editor.next("workspace/diagnostic/refresh");
    assert_eq!(editor.published("a.yaml"), None);
    assert_eq!(editor.end(), 0);
}

#[test]
fn questions_can_be_taken_back_and_nonsense_is_refused() {
    let mut editor = Editor::with(&[("a.yaml", TEMPLATE)], &pulling(), &json!({}), &["."]);
    editor.open_saved("a.yaml");
    let document = json!({"textDocument": {"uri": editor.uri("a.yaml")}});
    // The lint of the opened document is under way; the answer to one of the two comes at once.
    let kept = editor.send("textDocument/diagnostic", document.clone());
    let taken_back = editor.send("textDocument/diagnostic", document);
    editor.tell("$/cancelRequest", json!({"id": 3}));
    assert_eq!(editor.answer(&taken_back), Err(-32800));
    assert!(editor.answer(&kept).is_ok());
    assert_eq!(editor.ask("textDocument/hover", json!({"textDocument": 1})), Err(-32602));
    assert_eq!(editor.ask("textDocument/rename", json!({})), Err(-32601));
    editor.tell("textDocument/didOpen", json!({"textDocument": {}}));
    editor.tell(
        "textDocument/didChange",
        json!({"textDocument": {"uri": "untitled:1", "version": 1}, "contentChanges": []}),
    );
    editor.tell("$/setTrace", json!({"value": "off"}));
    assert!(editor.next("window/logMessage")["message"].as_str().unwrap().contains("textDocument/didOpen"));
    assert_eq!(editor.end(), 0);
}

#[test]
fn the_first_reading_shows_how_far_it_is() {
    let mut editor = Editor::new(&[("a.yaml", TEMPLATE)]);
    let token = editor.next("window/workDoneProgress/create")["token"].clone();
    let mut kinds = Vec::new();
    let mut percentages = Vec::new();
    loop {
        let progress = editor.next("$/progress");
        assert_eq!(progress["token"], token);
        kinds.push(progress["value"]["kind"].as_str().unwrap().to_owned());
        percentages.extend(progress["value"]["percentage"].as_u64());
        if kinds.last().unwrap() == "end" {
            break;
        }
    }
    assert_eq!(kinds[0], "begin");
    assert!(percentages.is_sorted() && percentages.last() == Some(&100), "{percentages:?}");
    assert_eq!(editor.end(), 0);
}

#[test]
fn a_server_ends_with_its_editor() {
    assert_eq!(Editor::new(&[]).vanish(), 1);
    let mut editor = Editor::new(&[]);
    editor.tell("exit", Value::Null);
    assert_eq!(editor.vanish(), 1);
}
