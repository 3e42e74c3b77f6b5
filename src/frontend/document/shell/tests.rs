//! What scripts become, a line for each command.

use std::fmt::Write;

use super::*;
use crate::source::FileId;
use crate::value::Part;

fn location(span: Span) -> Location {
    Location { file: FileId(0), span }
}

/// A line for each command: its words, and in brackets who reads what it prints, whether failures in pipelines count,
/// what its failure does, and whose output it takes.
fn show(script: &Value) -> String {
    let mut lines = String::new();
    let commands = script.get("commands").and_then(Value::as_list).expect("commands");
    for command in commands {
        let Some(words) = command.get("words").and_then(Value::as_list) else {
            lines.push_str("?\n");
            continue;
        };
        let words: Vec<String> = words.iter().map(written).collect();
        let said = ["pipe", "pipefail", "failure", "from"].map(|key| command.get(key).map(written).unwrap_or_default());
        writeln!(lines, "{} [{}]", words.join(" "), said.join(" ").trim_end()).expect("a text");
    }
    lines
}

fn written(value: &Value) -> String {
    match &value.data {
        Data::Null => "-".to_owned(),
        Data::Unknown(_) => "?".to_owned(),
        Data::List(items) => items.iter().map(written).collect::<Vec<_>>().join(","),
        Data::Composite(pieces) => pieces
            .iter()
            .map(|piece| match &piece.part {
                Part::Known(text) => text.to_string(),
                Part::Hole { .. } => "?".to_owned(),
            })
            .collect(),
        _ => value.text().unwrap_or_default().into_owned(),
    }
}

fn of(text: &str) -> String {
    show(&file(text, &location).content)
}

#[track_caller]
fn words(text: &str, expected: &str) {
    let shown = of(text);
    let words: Vec<&str> = shown.lines().map(|line| line.split(" [").next().unwrap_or(line)).collect();
    assert_eq!(words.join("; "), expected, "{text}");
}

#[test]
fn words_are_as_the_command_gets_them() {
    words(r#"docker push "a b":'c'$'d'\ e"#, "docker push a b:cd e");
    words(r#"echo "\$A \"b\" \n" 'it'\''s'"#, r#"echo $A "b" \n it's"#);
    words("docker push \\\n  a", "docker push a");
    words("echo {a,b} x{1..3} {{.Id}}", "echo ? ? {{.Id}}");
    words("echo $((1 + 2)) ${A%b} ${#A} $@", "echo ? ? ? ?");
    words("docker push $A:latest > log 2>&1 < in", "docker push ?:latest");
}

#[test]
fn what_the_parser_takes_apart_is_one_word() {
    words("docker tag $x:1 $acc.dkr.ecr.$reg.amazonaws.com/$x:1", "docker tag ?:1 ?.dkr.ecr.?.amazonaws.com/?:1");
    words("docker push ${A}b:$arch-debug", "docker push ?b:?-debug");
    words("E=$acc.dkr.$reg.com/x\necho $E ${E:-y}", "echo ?.dkr.?.com/x ?");
    words("export A=$B.dkr.$R.com/x C=1 && docker push $A:latest $C", "docker push ?.dkr.?.com/x:latest 1");
    words("A=1 B=$C-$D.e\necho $A $B", "echo 1 ?-?.e");
    words("R=eu\nA=$B.$R.c\necho $A", "echo ?.eu.c");
    words("A=1\nB=1\nA=$B.x.$C.d B=2\necho $A $B", "; echo ? ?");
    words("A=1\nA=$B.x.$C.d docker push $A\necho $A", "; echo ?");
}

#[test]
fn a_variable_that_is_assigned_once_is_followed() {
    words("TAG=latest\ndocker push a:$TAG", "docker push a:latest");
    words("export A=b C=\"$A-c\"\necho ${C}", "echo b-c");
    words("echo $TAG\nTAG=latest", "echo ?");
    words("TAG=a\nTAG=b\necho $TAG", "echo ?");
    words("TAG=a\nTAG+=b\necho $TAG", "echo ?");
    words("TAG=a\nread TAG\necho $TAG", "read TAG; echo ?");
    words("TAG=a\nfor TAG in x; do echo $TAG; done", "echo ?");
    words("TAG=a\n. ./other.sh\necho $TAG", ". ./other.sh; echo ?");
    words("TAG=a echo $TAG", "echo ?");
    words("A='x y'\necho $A \"$A\"", "echo ? x y");
}

#[test]
fn what_may_not_have_been_run_assigns_nothing() {
    words("if true; then TAG=a; echo $TAG; fi\necho $TAG", "true; echo a; echo ?");
    words("(TAG=a)\necho $TAG", "echo ?");
    words("f() { TAG=a; echo $TAG; }\necho $TAG", "echo a; echo ?");
    words("x || TAG=a\necho $TAG", "x; echo ?");
    words("TAG=a && echo $TAG", "echo a");
    words("TAG=a | cat\necho $TAG", "cat; echo ?");
}

#[test]
fn a_fallback_counts_where_nothing_else_is_assigned() {
    words("echo ${1:-latest} ${TAG:-main} ${TAG-} ${TAG:?x}", "echo latest main ? ?");
    words("TAG=${TAG:-latest}\necho $TAG", "echo latest");
    words("TAG=$(date)\necho ${TAG:-latest}", "date; echo ?");
    words("TAG=v1\necho ${TAG:-latest}", "echo v1");
    words("source x\necho ${TAG:-latest}", "source x; echo ?");
}

#[test]
fn what_a_failure_does_is_said_of_each_command() {
    let script = "#!/bin/bash\nset -e\na\nb || true\nc || d\ne && f\nif g; then h; fi\n! i\nj &\nset +e\nk\n";
    let failures: Vec<String> = of(script).lines().map(|line| line.replace("[- false ", "").replace(']', "")).collect();
    let expected = "set -e stop,a stop,b ignore,true stop,c handle,d stop,e skip,f stop,g skip,h stop,i handle,j ignore,\
                    set +e ignore,k ignore";
    assert_eq!(failures.join(","), expected);
}

#[test]
fn pipelines_say_who_reads_and_whether_failures_count() {
    assert_eq!(of("#!/bin/sh\na | b | c\n"), "a [1 false ignore]\nb [2 false ignore]\nc [- false ignore]\n");
    assert_eq!(of("#!/bin/bash\nset -o pipefail\na |& b 2>&1\n").lines().nth(1), Some("a [2 true ignore]"));
    assert_eq!(of("#!/bin/bash\na | while read x; do b; done\n").lines().next(), Some("a [? false ignore]"));
    assert_eq!(of("a | b\n").lines().next(), Some("a [1 ? ?]"));
    assert_eq!(of("#!/bin/bash\nf() { a | b; }\nset -o pipefail\n").lines().next(), Some("a [1 ? ignore]"));
    assert_eq!(of("#!/bin/bash\na | b\n[ ${PIPESTATUS[0]} ]\n").lines().next(), Some("a [1 ? ignore]"));
}

#[test]
fn the_output_of_commands_is_followed_into_words() {
    let script = "TAG=$(git rev-parse HEAD | cut -c1-7)\ndocker push a:$TAG\ndocker push b:`date`\n";
    assert_eq!(
        of(script),
        "git rev-parse HEAD [1 ? handle]\ncut -c1-7 [- ? handle]\ndocker push a:? [- ? ? 0,1]\n\
         docker push b:? [- ? ? 4]\ndate [- ? handle]\n"
    );
}

#[test]
fn a_build_or_a_workflow_says_how_its_shell_is_started() {
    let setting = Setting {
        shell: Some("bash".into()),
        errexit: None,
        pipefail: Some(false),
        ends_checked: true,
        variables: vec![("TAG".into(), Value::new(Data::Text("v1".into()), location(Span::default())))],
    };
    let sources = ["A=x", "a $A\nb $TAG ${TAG:-c}"].map(|text| Source { text, place: &location });
    let script = read(&sources, &setting, location(Span::default()));
    assert_eq!(show(&script), "a x [- false ?]\nb v1 v1 [- false stop]\n");
}

#[test]
fn places_are_those_of_the_words() {
    let text = "TAG=latest\ndocker push \"a:$TAG\"\n";
    let script = file(text, &location).content;
    let command = script.get("commands").and_then(Value::as_list).and_then(<[Value]>::first).expect("a command");
    let word = &command.get("words").and_then(Value::as_list).expect("words")[2];
    assert_eq!(&text[word.origin.at.span.range()], "\"a:$TAG\"");
    let because = word.origin.because.as_ref().expect("an explanation");
    assert_eq!((&text[because.at.span.range()], because.message.as_str()), ("latest", "TAG is set here"));
}

#[test]
fn what_is_broken_is_unknown_and_the_rest_is_not() {
    words("docker push a\n)\ndocker push b", "docker push a; ?; docker push b");
    words("docker push a\necho ${A!@x}\ndocker push b", "docker push a; ?; ?; docker push b");
    words("docker push a\nif then; docker push b:latest", "?");
    for text in ["docker push \"a", "a $( b", "a `", "${", "case", "f() {", "<<E", "a | ", "&& b", "\u{f8f0}", "a\0b"] {
        let _ = of(text);
    }
}

#[test]
fn hostile_scripts_are_bounded() {
    let long = "echo a\n".repeat(5_100);
    assert_eq!(of(&long).lines().count(), 5_001);
    let endless = "echo a\n".repeat(20_000);
    assert!(file(&endless, &location).content.why_unknown().is_some());
    let large = "#".repeat(MAX_TEXT + 1);
    assert!(file(&large, &location).content.why_unknown().is_some());
    for deep in ["(", "$(", "`", "{ ", "if ", "\"$(", "a && ", "a | ", "${A:-", "! ", "((", "[[ ("] {
        let script = file(&deep.repeat(10_000), &location).content;
        assert!(script.why_unknown().is_some() || script.get("commands").is_some(), "{deep}");
    }
    let doubled: Vec<String> = (1..200).map(|n| format!("A{n}=$A{}$A{}\n", n - 1, n - 1)).collect();
    let doubled = doubled.concat();
    assert!(of(&format!("A0=aaaaaaaa\n{doubled}echo $A199")).len() < 1_000);
}
