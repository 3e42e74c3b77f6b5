//! The engine as the rest of the program uses it.

use std::sync::Arc;
use std::time::Duration;

use plimsoll::engine::{
    Decimal, EditSpec, Engine, EngineError, FixSpec, Input, Kind, RelatedSpec, TestFile, TestResult, Violation,
    run_tests, to_input,
};
use plimsoll::finding::{Confidence, Level};
use plimsoll::model::Step;
use plimsoll::rule::{Library, Rule};
use serde::Serialize;
use serde_json::json;

const METADATA: &str = "# METADATA
# title: A title
# description: A description.
# custom:
#   level: error
#   confidence: high
#   selects: {images: true}
package plimsoll.rules.test.case

";

fn rule(body: &str) -> Arc<Rule> {
    let text = format!("{METADATA}{body}\n");
    Arc::new(
        Rule::read(&"test/case".into(), &"pack/test/case/rule.rego".into(), &text.into(), None)
            .expect("the METADATA is good"),
    )
}

fn evaluate(body: &str, input: &serde_json::Value) -> Result<Vec<Violation>, EngineError> {
    let rule = rule(body);
    let input = to_input(input).expect("JSON is an input");
    engine(&rule).evaluator().evaluate(&rule, input)
}

fn engine(rule: &Arc<Rule>) -> Engine {
    Engine::new(&[], std::slice::from_ref(rule), false).expect("the rule is Rego")
}

fn complaint(finding: &str) -> String {
    evaluate(&format!("deny contains {finding}"), &json!({})).expect_err("this is no finding").message
}

fn key(name: &str) -> Step {
    Step::Key(name.into())
}

#[test]
fn a_finding_is_read_with_all_its_parts() {
    let body = r#"deny contains {
	"at": ["resources", "Store", "properties", "Tags", 0],
	"message": "no",
	"related": [{"at": ["images", 1], "message": "here", "file": "b.yaml"}],
	"level": "info",
	"confidence": "low",
	"fix": {"title": "do it", "safe": true, "edits": [
		{"set": ["resources", "A", "b"], "value": {"x": [1]}},
		{"remove": ["resources", "A", "c"]},
		{"insert": ["resources", "A", "d", 2], "value": null},
		{"replace": ["images", 0], "from": ":", "to": "@"},
	]},
}"#;
    let at = |names: &[&str]| names.iter().map(|name| key(name)).collect::<Vec<_>>();
    let found = evaluate(body, &json!({})).unwrap();
    let expected = Violation {
        at: vec![key("resources"), key("Store"), key("properties"), key("Tags"), Step::Index(0)],
        kind: Kind::Deny {
            message: "no".into(),
            related: vec![RelatedSpec {
                at: vec![key("images"), Step::Index(1)],
                message: "here".into(),
                file: Some("b.yaml".into()),
            }],
            level: Some(Level::Info),
            confidence: Some(Confidence::Low),
            fix: Some(FixSpec {
                title: "do it".into(),
                safe: true,
                edits: vec![
                    EditSpec::Set { at: at(&["resources", "A", "b"]), value: json!({"x": [1]}) },
                    EditSpec::Remove { at: at(&["resources", "A", "c"]) },
                    EditSpec::Insert {
                        at: vec![key("resources"), key("A"), key("d"), Step::Index(2)],
                        value: json!(null),
                    },
                    EditSpec::Replace { at: vec![key("images"), Step::Index(0)], from: ":".into(), to: "@".into() },
                ],
            }),
        },
    };
    assert_eq!(found, [expected]);
}

#[test]
fn an_undecided_finding_has_a_reason_and_nothing_else() {
    let found = evaluate(r#"deny contains {"at": ["documents", 0], "undecided": "who knows"}"#, &json!({})).unwrap();
    assert_eq!(found[0].kind, Kind::Undecided { reason: "who knows".into() });
    let both = complaint(r#"{"at": ["documents", 0], "undecided": "who knows", "message": "m"}"#);
    assert_eq!(both, "an undecided finding has `at` and `undecided` and nothing else");
}

#[test]
fn findings_come_in_one_order_and_none_is_none() {
    let body = r#"deny contains {"at": ["images", i], "message": "m"} if some i, _ in input.images"#;
    let found = evaluate(body, &json!({"images": ["a", "b", "c"]})).unwrap();
    let indices: Vec<&Step> = found.iter().map(|violation| &violation.at[1]).collect();
    assert_eq!(indices, [&Step::Index(0), &Step::Index(1), &Step::Index(2)]);
    assert_eq!(evaluate(body, &json!({})).unwrap(), []);
}

#[test]
fn what_is_no_finding_is_an_error_that_says_so() {
    let cases = [
        (r#""text""#, "a finding is a text, not an object"),
        (r#"{"message": "m"}"#, "a finding has no `at`"),
        (r#"{"at": "images", "message": "m"}"#, "`at` is a text, not an array"),
        (r#"{"at": [], "message": "m"}"#, "`at` is empty, not with resources, images, constructs or documents"),
        (
            r#"{"at": ["types", "A"], "message": "m"}"#,
            "`at` begins with types, not with resources, images, constructs or documents",
        ),
        (
            r#"{"at": ["resources"], "message": "m"}"#,
            "`at` does not say which of the resources: the second step is an id",
        ),
        (
            r#"{"at": ["images", "x"], "message": "m"}"#,
            "`at` does not say which of the images: the second step is an index",
        ),
        (r#"{"at": ["images", -1], "message": "m"}"#, "`at` has the index -1, not a whole number from 0"),
        (r#"{"at": ["images", null], "message": "m"}"#, "`at` has a step that is null, not a key or an index"),
        (r#"{"at": ["images", 0]}"#, "a finding has no `message`"),
        (r#"{"at": ["images", 0], "message": 7}"#, "`message` is a number, not a text"),
        (r#"{"at": ["images", 0], "mesage": "m"}"#, "a finding has an unknown key `mesage`; did you mean `message`?"),
        (
            r#"{"at": ["images", 0], "message": "m", "level": "off"}"#,
            "`level` is \"off\", not one of error, warning, info",
        ),
        (r#"{"at": ["images", 0], "message": "m", "confidence": 1}"#, "`confidence` is a number, not a text"),
        (r#"{"at": ["images", 0], "message": "m", "related": [null]}"#, "an item of `related` is null, not an object"),
        (r#"{"at": ["images", 0], "message": "m", "fix": {"title": "t", "edits": []}}"#, "`fix` has no `safe`"),
        (
            r#"{"at": ["images", 0], "message": "m", "fix": {"title": "t", "safe": true, "edits": []}}"#,
            "`fix` has no edits",
        ),
        (
            r#"{"at": ["images", 0], "message": "m", "fix": {"title": "t", "safe": true, "edits": [{"put": 1}]}}"#,
            "an edit has none of `set`, `remove`, `insert`, `replace`",
        ),
        (
            r#"{"at": ["images", 0], "message": "m", "fix": {"title": "t", "safe": true, "edits": [{"set": ["images", 0]}]}}"#,
            "an edit has no `value`",
        ),
    ];
    for (finding, expected) in cases {
        assert_eq!(complaint(finding), expected, "{finding}");
    }
    let whole = evaluate("deny := true", &json!({})).unwrap_err().message;
    assert_eq!(whole, "deny is a boolean, not a set of findings (`deny contains finding if …`)");
}

#[test]
fn a_rule_that_fails_says_where_and_harms_no_other() {
    let broken =
        rule("deny contains {\"at\": [\"images\", 0], \"message\": \"ä\"} if {\n\tx := \"äöü\"; y := x + 1\n\ty\n}");
    let mut text = broken.text.to_string().replace("test.case", "test.good");
    text.truncate(text.find("deny").unwrap());
    text.push_str("deny contains {\"at\": [\"images\", 0], \"message\": \"m\"}\n");
    let good = Arc::new(
        Rule::read(&"test/good".into(), &"good.rego".into(), &text.into(), None).expect("the METADATA is good"),
    );
    let engine = Engine::new(&[], &[broken.clone(), good.clone()], false).unwrap();
    let mut evaluator = engine.evaluator();
    for _ in 0..2 {
        let error = evaluator.evaluate(&broken, Input::null()).unwrap_err();
        let place = error.place.as_ref().expect("the engine names the place");
        assert_eq!(&*place.path, "pack/test/case/rule.rego");
        assert_eq!((place.position.line, place.position.column), (11, 19), "{error}");
        assert_eq!(&broken.text[place.span.range()], "x", "characters of two bytes stand before");
        assert!(error.to_string().starts_with("rule test/case failed: "), "{error}");
        assert!(error.to_string().ends_with(" (pack/test/case/rule.rego:11:19)"), "{error}");
        assert_eq!(evaluator.evaluate(&good, Input::null()).unwrap().len(), 1);
    }
}

#[test]
fn a_rule_without_end_is_stopped_and_the_message_names_no_time_that_passed() {
    let body = "deny contains {\"at\": [\"images\", 0], \"message\": \"m\"} if {\n\tmany := numbers.range(1, 5000)\n\tcount([1 | some a in many; some b in many; some c in many; a + b == c + 0.5]) > 0\n}";
    let rule = rule(body);
    let engine = engine(&rule).limited(Duration::from_millis(50));
    let error = engine.evaluator().evaluate(&rule, Input::null()).unwrap_err();
    assert_eq!(error.to_string(), "rule test/case failed: not finished within 50ms");
}

#[test]
fn builtins_are_lenient_in_a_run_and_strict_on_request() {
    let rule = rule("deny contains {\"at\": [\"images\", 0], \"message\": \"m\"} if startswith(1, \"a\")");
    let of = |strict| {
        Engine::new(&[], std::slice::from_ref(&rule), strict).unwrap().evaluator().evaluate(&rule, Input::null())
    };
    assert_eq!(of(false).unwrap(), []);
    assert!(of(true).unwrap_err().message.contains("startswith"));
}

#[test]
fn what_a_rule_prints_goes_nowhere_and_nothing_is_gathered_for_ever() {
    let found = evaluate("deny contains {\"at\": [\"images\", 0], \"message\": \"m\"} if print(\"loud\")", &json!({}));
    assert_eq!(found.unwrap().len(), 1);
}

/// regorus alone has no Unicode classes, and a pattern that is none is silently undefined.
#[test]
fn every_class_of_regular_expressions_is_there() {
    let cases = [
        ("(?i)LATEST", "latest"),
        (r"a\sb", "a b"),
        (r"^\d+$", "42"),
        (r"^\w+$", "a_1"),
        (r"\bb\b", "a b c"),
        (r"^\S\D\W$", "aa-"),
        (r"^[[:alpha:]]+$", "abc"),
        (r"(?i)^É$", "é"),
    ];
    for (pattern, text) in cases {
        let body = format!(
            "deny contains {{\"at\": [\"images\", 0], \"message\": \"m\"}} if regex.match(`{pattern}`, \"{text}\")"
        );
        assert_eq!(evaluate(&body, &json!({})).unwrap().len(), 1, "{pattern}");
    }
}

#[test]
fn an_input_is_what_it_would_be_as_json() {
    #[derive(Serialize)]
    enum Variant {
        Unit,
        Newtype(u8),
        Tuple(u8, u8),
        Struct { a: u8 },
    }
    #[derive(Serialize)]
    struct Whole<'w> {
        text: &'w str,
        shared: Arc<str>,
        none: Option<u8>,
        some: Option<u8>,
        unit: (),
        list: Vec<i64>,
        tuple: (bool, char),
        numbers: (u64, i64, f64),
        map: std::collections::BTreeMap<u8, &'w str>,
        variants: [Variant; 4],
        empty: Vec<u8>,
    }
    let whole = Whole {
        text: "ä",
        shared: "s".into(),
        none: None,
        some: Some(1),
        unit: (),
        list: vec![-1, 0],
        tuple: (true, 'é'),
        numbers: (u64::MAX, i64::MIN, 0.5),
        map: [(7, "seven")].into(),
        variants: [Variant::Unit, Variant::Newtype(1), Variant::Tuple(1, 2), Variant::Struct { a: 1 }],
        empty: vec![],
    };
    assert_eq!(to_input(&whole).unwrap().to_json(), serde_json::to_value(&whole).unwrap());
    let map: std::collections::BTreeMap<Vec<u8>, u8> = [(vec![1], 1)].into();
    assert_eq!(to_input(&map).unwrap_err().to_string(), "the key of an object must be a text");
}

#[test]
fn a_view_is_put_together_from_parts() {
    let part = to_input(&json!({"a": [1]})).unwrap();
    let view = Input::object([("one", part.clone()), ("two", Input::array([part, Input::null(), Input::text("t")]))]);
    assert_eq!(view.to_json(), json!({"one": {"a": [1]}, "two": [{"a": [1]}, null, "t"]}));
    let twice = Input::object([("a", Input::null()), ("a", Input::text("last"))]);
    assert_eq!(twice.to_json(), json!({"a": "last"}), "the last of two counts");
}

#[test]
fn numbers_are_read_as_they_are_written() {
    let of = |text| to_input(&Decimal(text)).unwrap().to_json();
    assert_eq!(of("42"), json!(42));
    assert_eq!(of("-1"), json!(-1));
    assert_eq!(of("18446744073709551615"), json!(u64::MAX));
    assert_eq!(of("1.5"), json!(1.5));
    assert_eq!(of("1e999"), json!("1e999"), "JSON has no infinity");
}

#[test]
fn a_file_that_is_no_rego_is_refused_at_its_place() {
    let text = "package a\n\n# ä\nx := \"ö\" y\n";
    let library = Library { path: "lib/a.rego".into(), text: text.into() };
    let user = rule("import data.a\ndeny contains a.x if false");
    assert!(Engine::new(std::slice::from_ref(&library), &[], false).is_ok(), "nobody imports it");
    let error = Engine::new(&[library], &[user], false).unwrap_err();
    assert_eq!(&*error.path, "lib/a.rego");
    assert_eq!(&text[error.span.range()], "y", "{}", error.message);
    assert!(error.message.starts_with("not Rego: "), "{}", error.message);
}

#[test]
fn tests_pass_fail_or_say_why_they_cannot_run() {
    let rule = rule("deny contains {\"at\": [\"images\", 0], \"message\": \"m\"} if input.x == 1");
    let text = "package plimsoll.rules.test.case_test

import data.plimsoll.rules.test.case as rule

test_good if count(rule.deny) == 1 with input as {\"x\": 1}

test_bad if count(rule.deny) == 1 with input as {\"x\": 2}

test_number := 1

test_error if startswith(1, \"a\")

test_without_input if not input

not_a_test if false
";
    let file = |path: &str, text: &str| TestFile { path: path.into(), text: text.into() };
    let outcomes =
        run_tests(&[], &[rule], &[file("a_test.rego", text), file("b_test.rego", "package b\n\nx := := 1\n")]);
    let seen: Vec<(&str, u32, &TestResult)> =
        outcomes.iter().map(|outcome| (outcome.name.as_str(), outcome.line, &outcome.result)).collect();
    assert_eq!(seen.len(), 6, "{seen:?}");
    assert!(matches!(seen[0], ("", 3, TestResult::Error(message)) if message.starts_with("not Rego")), "{seen:?}");
    assert_eq!(seen[1], ("test_good", 5, &TestResult::Passed));
    assert_eq!(seen[2], ("test_bad", 7, &TestResult::Failed));
    assert_eq!(seen[3], ("test_number", 9, &TestResult::Failed), "only true passes");
    assert!(matches!(seen[4], ("test_error", 11, TestResult::Error(_))), "{seen:?}");
    assert_eq!(seen[5], ("test_without_input", 13, &TestResult::Passed));
}

/// Two traps that the checks on packs guard against; where regorus no longer has one, the check can go.
#[test]
fn regorus_still_has_the_traps_that_packs_are_checked_for() {
    let negated = "deny contains {\"at\": [\"images\", 0], \"message\": \"m\"} if not startswith(input.nothing, \"a\")";
    assert_eq!(evaluate(negated, &json!({})).unwrap().len(), 1, "OPA finds nothing");
    let text = "package a_test

one := {\"a\": 1}

many contains 1

test_forgotten if {
	some found in many with input as {\"x\": one}
	one.a == found
}
";
    let outcomes = run_tests(&[], &[], &[TestFile { path: "a_test.rego".into(), text: text.into() }]);
    assert_eq!(outcomes[0].result, TestResult::Failed, "OPA passes it");
}
