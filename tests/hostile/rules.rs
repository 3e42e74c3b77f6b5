//! Rules are code of others: a pack can take its own time, and reaches nothing but the facts.

use crate::bounds::{check_with, head, numbered};
use crate::program::{Folder, Run};

/// A pack with one rule.
fn with(body: &str) -> Folder {
    Folder::new().with("pack/acme/hostile/rule.rego", rule("hostile", body))
}

fn rule(name: &str, body: &str) -> String {
    format!(
        "# METADATA
# title: A hostile rule
# description: It wants more than its share.
# custom:
#   level: warning
#   confidence: high
#   selects: {{resources: [\"AWS::ECR::Repository\"]}}
package plimsoll.rules.acme.{name}\n\n{body}\n"
    )
}

fn run(folder: &Folder) -> Run {
    check_with(folder, &["--rules", "pack"])
}

/// A rule that fails while it runs: it names itself and its file, and what other rules find is there.
fn fails(body: &str, why: &str) {
    let run = run(&with(body));
    assert_eq!(run.status, 2, "{}{}", head(&run.stdout), head(&run.stderr));
    let line = run.stdout.lines().find(|line| line.contains("acme/hostile")).unwrap_or_default();
    assert!(line.contains("failed") && line.contains(why), "no `{why}` in {}", head(&run.stdout));
}

/// A pack that is refused as it is loaded: nothing of it runs.
fn refused(body: &str, why: &str) {
    let folder = with(body).with("good.yaml", crate::program::TEMPLATE);
    let run = crate::bounds::run(&folder, &["check", "--rules", "pack"]);
    assert_eq!((run.status, &*run.stdout), (2, ""), "{}", head(&run.stderr));
    assert!(run.stderr.contains(why), "no `{why}` in {}", head(&run.stderr));
    assert!(run.stderr.contains("pack/acme/hostile/rule.rego:"), "{}", head(&run.stderr));
}

const FINDING: &str = "deny contains {\"at\": [\"resources\", id], \"message\": message} if {
\tsome id, _ in input.types[\"AWS::ECR::Repository\"]\n";

#[test]
fn loops_without_end_are_stopped() {
    let numbers = "numbers.range(1, 2000)";
    let body = format!(
        "{FINDING}\tcount([1 | some a in {numbers}; some b in {numbers}; some c in {numbers}; a + b + c < 0]) > 0\n\tmessage := \"x\"\n}}"
    );
    fails(&body, "not finished within");
}

#[test]
fn recursion_is_refused() {
    refused(&format!("{FINDING}\tmessage := f(id)\n}}\n\nf(x) := g(x)\n\ng(x) := f(x)"), "recursion: f → g → f");
}

#[test]
fn literals_that_nest_are_refused() {
    let nested =
        |open: &str, close: &str| format!("{FINDING}\tmessage := {}1{}\n}}", open.repeat(20), close.repeat(20));
    refused(&nested("[", "]"), "nest");
    refused(&nested("{\"a\": ", "}"), "nest");
    refused(&format!("x := {}1{}", "(".repeat(100_000), ")".repeat(100_000)), "brackets are nested more than 32 deep");
}

#[test]
fn a_rule_of_many_megabytes_is_refused() {
    refused(&format!("# {}\n", "x ".repeat(4_000_000)), "");
    refused(&"\n".repeat(4_000_000), "");
}

#[test]
fn nothing_outside_is_reached() {
    for call in [
        "http.send({\"method\": \"get\", \"url\": \"http://127.0.0.1\"})",
        "opa.runtime()",
        "net.lookup_ip_addr(\"localhost\")",
        "rand.intn(\"x\", 10)",
        "time.now_ns()",
        "uuid.rfc4122(\"x\")",
        "trace(\"x\")",
        "io.jwt.decode(\"x\")",
        "rego.metadata.rule()",
    ] {
        let name = call.split('(').next().unwrap();
        refused(&format!("{FINDING}\tmessage := sprintf(\"%v\", [{call}])\n}}"), name);
    }
    refused("import data.system\n\ndeny contains {} if data.system.environment", "data.system");
}

#[test]
fn what_is_printed_goes_nowhere() {
    let run = run(&with(&format!("{FINDING}\tprint(\"\\u001b[31mprinted\")\n\tmessage := \"found\"\n}}")));
    assert!(run.has("good.yaml:2:3: warning acme/hostile found"), "{}", head(&run.stdout));
    assert!(!run.stdout.contains("printed") && run.stderr.is_empty(), "{}", head(&run.stderr));
}

#[test]
fn what_a_terminal_would_obey_is_made_visible() {
    let message = "\\u001b[31mred\\u009b\\u202e\\nanother line";
    let folder = with(&format!("{FINDING}\tmessage := \"{message}\"\n}}"));
    folder.write("good.yaml", crate::program::TEMPLATE);
    for format in
        ["pretty", "concise", "github", "gitlab", "json", "sarif", "junit", "checkstyle", "rdjson", "markdown"]
    {
        let run = folder.run(&["check", "--rules", "pack", "--format", format]);
        assert!(run.stdout.contains("acme/hostile"), "{format}: {}", head(&run.stdout));
        crate::names::assert_harmless(&run, format);
    }
}

#[test]
fn results_that_are_no_findings_are_said() {
    for (result, why) in [
        ("\"a text\"", "object"),
        ("{\"at\": [\"resources\", \"Nothing\"], \"message\": \"x\"}", "Nothing"),
        ("{\"at\": 1, \"message\": \"x\"}", "at"),
        ("{\"message\": \"x\"}", "at"),
    ] {
        fails(&format!("deny contains {result} if input.types[\"AWS::ECR::Repository\"]"), why);
    }
}

#[test]
fn a_hundred_thousand_findings_are_reported() {
    let body = format!(
        "{FINDING}\tsome number in numbers.range(1, 100000)\n\tmessage := sprintf(\"finding %v\", [number])\n}}"
    );
    let run = run(&with(&body));
    assert!(run.has("good.yaml:2:3: warning acme/hostile finding 100000"), "{}", head(&run.stdout));
}

#[test]
fn long_texts_are_reported_as_they_are() {
    let body = format!("{FINDING}\tmessage := concat(\"\", [\"x\" | some n in numbers.range(1, 100000); n > 0])\n}}");
    let run = run(&with(&body));
    assert!(run.stdout.len() > 1, "{}", head(&run.stdout));
}

#[test]
fn answers_that_are_gigantic_are_refused() {
    let too_large = "what it answers is larger than 64 MiB";
    for (count, begin, next, why) in [
        (40, "[1]", "[T, T]", too_large),
        (27, "\"x\"", "concat(\"\", [T, T])", too_large),
        (900, "[1]", "[T]", "what it answers is nested more than 64 deep"),
    ] {
        let step = |number: usize| format!("\tt{} := {}\n", number + 1, next.replace('T', &format!("t{number}")));
        let body = format!("\tt0 := {begin}\n{}", numbered(count, step));
        fails(&format!("{FINDING}{body}\tmessage := t{count}\n}}"), why);
        let fix = format!(
            "{{\"title\": \"x\", \"safe\": true, \"edits\": [{{\"set\": [\"resources\", id], \"value\": t{count}}}]}}"
        );
        let finding = FINDING.replace("\"message\": message", &format!("\"message\": \"x\", \"fix\": {fix}"));
        fails(&format!("{finding}{body}}}"), why);
    }
}

/// A value that doubles forty times, in statements.
fn doubled(name: &str, begin: &str, next: &str) -> String {
    let next = |number: usize| next.replace('T', &format!("{name}{number}"));
    format!("\t{name}0 := {begin}\n{}", numbered(40, |number| format!("\t{name}{} := {}\n", number + 1, next(number))))
}

#[test]
fn a_step_without_end_is_stopped_with_the_run_which_begins_again() {
    let (one, other) = (doubled("a", "[1]", "[T, T]"), doubled("b", "[1]", "[T, T]"));
    fails(&format!("{FINDING}{one}{other}\ta40 == b40\n\tmessage := \"x\"\n}}"), "more than 9 seconds");
}

#[test]
#[cfg(target_os = "linux")]
fn memory_without_end_is_stopped_with_the_run_which_begins_again() {
    let text = doubled("a", "\"0123456789abcdef\"", "concat(\"\", [T, T])");
    let body = format!("{FINDING}{text}\tcount(a40) > 1\n\tmessage := \"x\"\n}}");
    let why = "more than 512 MiB of memory";
    let folder = with(&body).with("good.yaml", crate::program::TEMPLATE);
    // Under a limit of address space an allocation would fail first.
    let run = folder.run(&["check", "--rules", "pack", "--format", "concise"]);
    assert_eq!(run.status, 2, "{}{}", head(&run.stdout), head(&run.stderr));
    assert!(run.has("good.yaml:7:21: warning ecr/scan-disabled"), "{}", head(&run.stdout));
    let line = format!("good.yaml: failed acme/hostile rule acme/hostile failed: it takes {why}; it takes no further");
    assert!(run.has(&line), "{}", head(&run.stdout));
    // What came by standard input is not there a second time.
    let arguments = ["check", "-", "--stdin-filename", "a.yaml", "--rules", "pack"];
    let run = with(&body).pipe(&arguments, crate::program::TEMPLATE.as_bytes());
    assert_eq!((run.status, &*run.stdout), (2, ""), "{}", head(&run.stderr));
    assert_eq!(run.stderr, format!("error: a.yaml: rule acme/hostile failed: it takes {why}\n"));
}

#[test]
fn values_of_many_levels_are_followed() {
    // A function that calls the one before it sixty times, or nests its argument.
    let nest = |number: usize, argument: &str| match number {
        0 => format!("[{argument}]"),
        number => format!("f{}({argument})", number - 1),
    };
    let function = |number: usize| {
        let steps = numbered(60, |step| format!("\tx{} := {}\n", step + 1, nest(number, &format!("x{step}"))));
        format!("f{number}(x0) := x60 if {{\n{steps}}}\n")
    };
    let folder = with(&format!(
        "{FINDING}\tdeep := f2(id)\n\tcount(json.marshal(deep)) > 432000\n\tmessage := \"found\"\n}}\n\n{}",
        numbered(3, function)
    ));
    folder.write("good.yaml", crate::program::TEMPLATE);
    let run = folder.run(&["check", "--rules", "pack", "--format", "concise"]);
    assert!(run.has("good.yaml:2:3: warning acme/hostile found"), "{}{}", head(&run.stdout), head(&run.stderr));
}

#[test]
fn a_pack_that_is_never_loaded_is_given_up() {
    let (one, other) = (doubled("a", "[1]", "[T, T]"), doubled("b", "[1]", "[T, T]"));
    let folder =
        with(&format!("{FINDING}\tmessage := \"x\"\n}}\n\ndeny contains 1 if {{\n{one}{other}\ta40 == b40\n}}"));
    folder.write("good.yaml", crate::program::TEMPLATE);
    let run = crate::bounds::run(&folder, &["check", "--rules", "pack"]);
    assert_eq!((run.status, &*run.stdout), (2, ""), "{}", head(&run.stderr));
    assert_eq!(run.stderr, "error: pack: loading this rule pack takes more than 9 seconds\n");
}

#[test]
fn a_rule_of_thousands_of_statements_is_refused() {
    let statements = numbered(1001, |number| format!("\tx{number} := 1\n"));
    refused(&format!("{FINDING}{statements}\tmessage := \"x\"\n}}"), "`deny` has more than 1000 statements");
}

#[test]
fn one_rule_that_fails_costs_no_other_of_its_pack() {
    let folder =
        with("deny contains {\"at\": [\"resources\", id]} if some id, _ in input.types[\"AWS::ECR::Repository\"]");
    folder.write("pack/acme/good/rule.rego", rule("good", &format!("{FINDING}\tmessage := \"found\"\n}}")));
    let run = run(&folder);
    assert_eq!(run.status, 2);
    assert!(run.has("good.yaml:2:3: warning acme/good found"), "{}", head(&run.stdout));
    assert!(run.stdout.contains("failed acme/hostile"), "{}", head(&run.stdout));
}

#[test]
fn policies_of_conftest_are_held_to_the_same() {
    let policy = |body: &str| {
        let folder = Folder::new().with("pack/policy.rego", format!("package main\n\n{body}\n"));
        check_with(&folder, &["--rules", "pack"])
    };
    let numbers = "numbers.range(1, 2000)";
    let run = policy(&format!(
        "deny contains \"x\" if {{\n\tcount([1 | some a in {numbers}; some b in {numbers}; some c in {numbers}; a + b + c < 0]) > 0\n}}"
    ));
    assert!(run.stdout.contains("not finished within"), "{}{}", head(&run.stdout), head(&run.stderr));
    for body in [
        "deny contains http.send({\"url\": \"x\"})",
        "deny contains opa.runtime()",
        "deny contains f(1)\n\nf(x) := f(x)",
    ] {
        let folder = Folder::new().with("pack/policy.rego", format!("package main\n\n{body}\n"));
        let run = crate::bounds::run(&folder, &["check", "--rules", "pack"]);
        assert_eq!((run.status, &*run.stdout), (2, ""), "{body}: {}", head(&run.stderr));
        assert!(run.stderr.contains("pack/policy.rego:"), "{body}: {}", head(&run.stderr));
    }
}
