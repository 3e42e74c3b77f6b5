//! What is said of packs as they are loaded.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use plimsoll::finding::{Confidence, Level, RuleInfo};
use plimsoll::rule::{Constructs, FixSafety, PackError};
use plimsoll::ruleset::{PackFile, RuleSet};
use serde_json::json;

const METADATA: &str = "# METADATA
# title: A title
# description: A description.
# custom:
#   level: error
#   confidence: high
#   selects:
#     resources: [\"AWS::S3::Bucket\"]
#     project: [\"A::B\"]
#     images: true
#     constructs: true
#     documents: [codebuild-buildspec]
#   options:
#     words: {type: array, items: {type: string}, default: []}
";

const PACKAGE: &str = "package plimsoll.rules.acme.case\n\n";

fn file(path: &str, text: impl Into<Arc<str>>) -> PackFile {
    PackFile { path: path.into(), text: text.into() }
}

/// The complaints about a pack beside the rules in the program, each as `marked text: message`.
fn complaints(files: &[PackFile]) -> Vec<String> {
    let show = |error: &PackError| {
        let marked = error.text.get(error.span.range()).expect("a span lies in its text");
        format!("{}: {}", marked.lines().next().unwrap_or_default(), error.message)
    };
    match RuleSet::builtin().load(files) {
        Ok(_) => Vec::new(),
        Err(errors) => errors.iter().map(show).collect(),
    }
}

fn pack(imports_and_body: &str) -> Vec<PackFile> {
    vec![file("pack/acme/case/rule.rego", format!("{METADATA}{PACKAGE}{imports_and_body}"))]
}

/// The complaints about a `deny` with this body.
fn of_body(body: &str) -> Vec<String> {
    let mut text = String::from(
        "import data.plimsoll.lib.facts\n\ndeny contains {\"at\": [\"images\", 0], \"message\": \"ä\"} if {\n",
    );
    for line in body.lines() {
        writeln!(text, "\t{line}").expect("a String takes everything");
    }
    text.push_str("}\n");
    complaints(&pack(&text))
}

/// The complaints about a file with a `deny` that finds nothing and this beside it.
fn beside(text: &str) -> Vec<String> {
    complaints(&pack(
        &format!("import data.plimsoll.lib.facts\n\ndeny contains x if x := input.nothing_of.it\n\n{text}\n")
            .replace("input.nothing_of.it", "input.images[0]"),
    ))
}

fn metadata(text: &str) -> Vec<String> {
    complaints(&[file("pack/acme/case/rule.rego", format!("{text}{PACKAGE}deny contains {{}} if false\n"))])
}

fn read(folder: &Path, name: &str, files: &mut Vec<PackFile>) {
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    for entry in entries {
        let path = entry.expect("the folder can be read").path();
        let name = format!("{name}/{}", path.file_name().expect("an entry has a name").to_string_lossy());
        if path.is_dir() {
            read(&path, &name, files);
        } else if name.ends_with("_test.rego")
            || name.ends_with("/rule.rego")
            || name.ends_with("README.md")
            || name.contains("/lib/")
        {
            files.push(file(&name, std::fs::read_to_string(&path).expect("the file is text")));
        }
    }
}

#[test]
fn the_rules_in_the_program_pass_their_own_checks() {
    // As on the disk, which has the tests as well.
    let mut files = Vec::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("rules"), "rules", &mut files);
    assert!(files.iter().any(|file| file.path.ends_with("_test.rego")));
    let set = RuleSet::default().load(&files).unwrap_or_else(|errors| {
        panic!("{:#?}", errors.iter().map(|error| format!("{}: {}", error.path, error.message)).collect::<Vec<_>>())
    });
    let builtin = RuleSet::builtin();
    assert!(builtin.rules.len() >= 3, "{} rules", builtin.rules.len());
    assert_eq!(set.rules, builtin.rules);
    assert!(builtin.rules.is_sorted_by_key(|rule| rule.id.clone()));
    assert!(builtin.rule("ecr/mutable-tags").is_some() && builtin.rule("ecr/nothing").is_none());
}

#[test]
fn a_rule_is_read_with_all_that_it_says() {
    let text = format!(
        "# A comment before.\n\n{}{PACKAGE}deny contains {{}} if false\n",
        "# METADATA
# title: Ein Titel – ä
# description: |
#   Two
#   lines
# scope: package
# related_resources:
#   - https://a.example
#   - ref: https://b.example
# authors: [someone]
# custom:
#   level: warning
#   confidence: low
#   enabled: false
#   fix: unsafe
#   selects: {resources: [AWS::A::B], sees: [AWS::C::D], project: [AWS::E::F], constructs: [x.y], documents: [codebuild-buildspec]}
#   options:
#     days: {type: integer, default: 3}
#   controls: {security-hub: [ECR.2]}
#   aliases: [CKV_1]
"
    );
    let page = "# acme/case\n\n## Remedy\n\nDo this\nand that.\n\nMore.\n";
    let files = [file("p/acme/case/rule.rego", text), file("p/acme/case/README.md", page)];
    let set = RuleSet::default().load(&files).unwrap();
    let rule = set.rule("acme/case").unwrap();
    assert_eq!((&*rule.id, &*rule.package), ("acme/case", "data.plimsoll.rules.acme.case"));
    assert_eq!((&*rule.title, &*rule.description), ("Ein Titel – ä", "Two\nlines"));
    assert_eq!((rule.level, rule.confidence, rule.enabled), (Level::Warning, Confidence::Low, false));
    assert_eq!(rule.fix, FixSafety::Unsafe);
    assert_eq!(rule.related_resources, ["https://a.example", "https://b.example"]);
    assert_eq!(rule.selects.resources, [Arc::from("AWS::A::B")].into());
    assert_eq!(rule.selects.sees, [Arc::from("AWS::C::D")].into());
    assert_eq!(rule.selects.project, [Arc::from("AWS::E::F")].into());
    assert_eq!(rule.selects.constructs, Constructs::Some([Arc::from("x.y")].into()));
    assert!(!rule.selects.images && rule.selects.documents.contains("codebuild-buildspec"));
    assert_eq!(rule.options["days"].default, json!(3));
    assert_eq!(rule.controls["security-hub"], ["ECR.2"]);
    assert_eq!(rule.aliases, ["CKV_1"]);
    assert_eq!(rule.help().as_deref(), Some("Do this and that."));
    assert_eq!(rule.url(), Some("https://a.example"));
    assert_eq!(RuleInfo::from(&**rule).help.as_deref(), Some("Do this and that."));
}

#[test]
fn metadata_is_checked_with_the_place_of_every_complaint() {
    assert_eq!(metadata(""), ["package plimsoll.rules.acme.case: a rule begins with a METADATA block"]);
    assert_eq!(metadata("# METADATA\n"), ["# METADATA: METADATA says nothing"]);
    let mut found = metadata("# METADATA\n# title: ä\n");
    found.sort();
    assert_eq!(found, ["title: METADATA lacks `custom`", "title: METADATA lacks `description`"]);
    let wrong = "# METADATA
# title: ä
# descripton: A description.
# scope: rule
# custom:
#   level: off
#   confidence: hihg
#   selects: {sees: [Bucket], image: true}
#   enabled: maybe
#   fix: perhaps
#   options: {words: {type: array, items: string, default: []}, days: {type: integer}}
#   severity: high
";
    let expected = [
        "title: METADATA lacks `description`",
        "descripton: `descripton` is no key of METADATA",
        "rule: a rule is described for its package",
        "off: `off` is no level",
        "hihg: `hihg` is none of high, medium, low",
        "{sees: [Bucket], image: true}: this rule would never run: it selects nothing to judge",
        "Bucket: this is no resource type",
        "image: `image` is no key of selects",
        "maybe: this must be true or false",
        "perhaps: `perhaps` is none of safe, unsafe, none",
        "items: option `words`: `items` is a string, not an object such as {type: string}",
        "days: option `days`: an option needs a `default`",
        "severity: `severity` is no key of custom",
    ];
    let found = metadata(wrong);
    for complaint in expected {
        assert!(found.iter().any(|of| of == complaint), "{complaint}\nin {found:#?}");
    }
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    let kind = metadata(
        "# METADATA\n# title: A\n# description: B\n# custom:\n#   selects: {documents: [codebuild-buildspecs]}\n",
    );
    let unknown = "codebuild-buildspecs: there is no kind of document `codebuild-buildspecs`";
    assert!(kind.iter().any(|of| of == unknown), "{kind:?}");
    let broken = metadata("# METADATA\n# title: [a\n# custom: {}\n");
    assert!(broken[0].contains("METADATA is no YAML"), "{broken:?}");
}

#[test]
fn a_pack_is_laid_out_as_folders() {
    let rule =
        |path: &str, package: &str| file(path, format!("{METADATA}package {package}\n\ndeny contains {{}} if false\n"));
    let message = |files: &[PackFile]| complaints(files).first().cloned().unwrap_or_default();
    assert_eq!(message(&[rule("p/acme/case/rule.rego", "plimsoll.rules.acme.case")]), "");
    assert_eq!(
        message(&[rule("p/acme/my-case/rule.rego", "plimsoll.rules.acme.mycase")]),
        "package plimsoll.rules.acme.mycase: the package is not that of the folder"
    );
    assert!(message(&[rule("p/acme/My_Case/rule.rego", "a")]).contains("`acme/My_Case` is no name of a rule"));
    assert!(message(&[rule("p/plimsoll/x/rule.rego", "a")]).contains("the program's own rules"));
    assert!(message(&[file("p/policy.rego", "package plimsoll.a\n")]).contains("no part of a pack where it lies"));
    assert!(message(&[file("p/policy.rego", "package a\n")]).contains("holds neither a rule nor a policy"));
    let twice = [
        rule("p/acme/case/rule.rego", "plimsoll.rules.acme.case"),
        rule("q/acme/case/rule.rego", "plimsoll.rules.acme.case"),
    ];
    assert!(message(&twice).contains("there is a rule acme/case already, in p/acme/case/rule.rego"));
    let ours = rule("p/ecr/mutable-tags/rule.rego", "plimsoll.rules.ecr.mutable_tags");
    assert!(message(&[ours]).contains("there is a rule ecr/mutable-tags already, in rules/ecr/mutable-tags/rule.rego"));
    let library = |path: &str, package: &str| file(path, format!("package {package}\n\nx := 1\n"));
    assert_eq!(message(&[library("p/lib/a.rego", "acme.lib.a")]), "");
    assert!(
        message(&[library("p/lib/a.rego", "plimsoll.lib.a")])
            .contains("`plimsoll` is the name of the rules in the program")
    );
    assert!(
        message(&[library("p/lib/a.rego", "plimsoll.lib.facts")]).contains("rules/lib/facts.rego has this package too")
    );
    assert!(
        message(&[library("p/lib/a.rego", "acme.a"), library("p/lib/b.rego", "acme.a")])
            .contains("p/lib/a.rego has this package too")
    );
}

#[test]
fn deny_is_a_set_of_findings() {
    assert_eq!(complaints(&pack("x := 1\n")), ["package plimsoll.rules.acme.case: a rule defines `deny`"]);
    assert_eq!(complaints(&pack("deny := set()\n")), ["deny: deny must be a set of findings"]);
    assert_eq!(complaints(&pack("deny if input.images\n")), ["deny: deny must be a set of findings"]);
}

#[test]
fn text_that_is_no_rego_is_shown_where_it_stands() {
    let found = complaints(&pack("# äöü\ndeny contains x if { x := \"ä\" y }\n"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("y: not Rego: "), "{found:?}");
}

#[test]
fn what_may_be_undefined_is_not_negated() {
    let refused = |body: &str| {
        let found = of_body(body);
        assert!(found.len() == 1 && found[0].contains("what is negated depends on"), "{body}\n{found:#?}");
        found[0].split(": ").next().unwrap_or_default().to_owned()
    };
    assert_eq!(refused("some image in input.images\nnot startswith(image.text, \"a\")"), "image.text");
    assert_eq!(refused("some image in input.images\nnot image.text in {\"a\"}"), "image.text");
    assert_eq!(refused("not \"a\" in input.file.path"), "input.file.path");
    assert_eq!(refused("not startswith(lower(\"A\"), \"a\")"), "lower(\"A\")");
    assert_eq!(refused("some image in input.images\nnot count(image.property) == 3"), "count(image.property)");
    assert_eq!(refused("not input.file.path != \"a\""), "input.file.path");
    assert_eq!(refused("not facts.is([input.file.path], 1)"), "input.file.path");
    assert_eq!(refused("not input.types[input.file.path]"), "input.file.path");
    let allowed = |body: &str| assert_eq!(of_body(body), Vec::<String>::new(), "{body}");
    allowed("some image in input.images\nnot image.tag");
    allowed("some image in input.images\nnot image.text == \"a\"");
    allowed("some image in input.images\ntext := image.text\nnot startswith(text, \"a\")");
    allowed("some image in input.images\nnot facts.unknown(facts.get(image, [\"digest\"], null))");
    allowed("not input.types[\"AWS::S3::Bucket\"]");
    allowed("not {x | some x in input.images; x.text == \"a\"} == set()");
    allowed("some name in [\"a\"]\nnot is_string(name)");
}

#[test]
fn a_rule_that_always_has_a_value_may_be_negated() {
    let with = |rules: &str| beside(&format!("ok(x) if not x in words\n\n{rules}"));
    assert_eq!(with("words := {\"a\"}"), Vec::<String>::new());
    assert_eq!(with("words contains \"a\" if input.images"), Vec::<String>::new());
    assert_eq!(with("words := {\"a\"} | {x | some x in input.options.words}"), Vec::<String>::new());
    assert_eq!(with("default words := []\n\nwords := input.options.words"), Vec::<String>::new());
    assert_eq!(with("words := input.options.words if input.images\n\nelse := []"), Vec::<String>::new());
    assert!(with("words := input.options.words")[0].starts_with("words: what is negated"));
    assert!(with("words := [\"a\"] if input.images")[0].starts_with("words: what is negated"));
}

#[test]
fn recursion_is_refused() {
    assert_eq!(beside("f(x) := f(x + 1)"), ["f: recursion: f → f"]);
    let mutual = beside("f(x) := g(x)\n\ng(x) := h(x)\n\nh(x) := f(x)");
    assert_eq!(mutual, ["f: recursion: f → g → h → f"]);
    assert_eq!(beside("r if r"), ["r: recursion: r → r"]);
    let chain = |length: usize| {
        let mut text = format!("f{length}(x) := x\n");
        (0..length).for_each(|index| writeln!(text, "f{index}(x) := f{}(x)", index + 1).unwrap());
        beside(&text)
    };
    assert_eq!(chain(30), Vec::<String>::new());
    let deep = chain(5000);
    assert!(deep[0].contains("more than 32 rules and functions in a row"), "{:?}", deep.first());
}

#[test]
fn recursion_through_a_library_is_refused() {
    let mut files = pack("import data.acme.lib\n\ndeny contains x if x := lib.f(1)\n");
    files.push(file("pack/lib/a.rego", "package acme.lib\n\nf(x) := g(x)\n\ng(x) := f(x)\n"));
    assert_eq!(complaints(&files), ["f: recursion: f → g → f"]);
}

#[test]
fn calls_are_checked() {
    let cases = [
        ("facts.known(1, 2)", "facts.known: `facts.known` takes 1 argument, 2 are given"),
        ("f(1, 2)", "f: `f` takes 1 argument, 2 are given"),
        ("f()", "f: `f` takes 1 argument, 0 are given"),
        ("startswith(\"a\")", "startswith: `startswith` takes 2 arguments, 1 are given"),
        ("count([], 1)", "count: `count` takes 1 argument, 2 are given"),
        ("facts.konwn(1)", "facts.konwn: plimsoll.lib.facts has no function `konwn`"),
        ("start_with(\"a\", \"b\")", "start_with: there is no function `start_with`"),
        (
            "time.now_ns()",
            "time.now_ns: `time.now_ns` is not for rules: a rule must say the same every day: the clock is no part of the facts",
        ),
        (
            "http.send({})",
            "http.send: `http.send` is not for rules: a rule reads nothing but the facts: there is no network",
        ),
        ("rand.intn(\"a\", 3)", "rand.intn: `rand.intn` is not for rules: a rule must say the same in every run"),
        (
            "trace(\"a\")",
            "trace: `trace` is not for rules: what it writes goes nowhere; use print, and `plimsoll test` for a look inside",
        ),
        (
            "opa.runtime()",
            "opa.runtime: `opa.runtime` is not for rules: a rule knows nothing of the machine that it runs on",
        ),
        ("constant(1)", "constant: `constant` is a rule, no function"),
        ("numbers.range(1, 1000000)", "numbers.range(1, 1000000): this range may be of any size"),
        ("numbers.range(1, input.file.path)", "numbers.range(1, input.file.path): this range may be of any size"),
        ("sprintf(\"%d\", [1])", "\"%d\": `%d` prints differently under OPA; use `%v`"),
        ("sprintf(\"100 %s\", [1])", "\"100 %s\": `%s` prints differently under OPA; use `%v`"),
        ("sprintf(input.file.path, [1])", "input.file.path: the format of sprintf must be written here"),
        ("walk([], [_, _])", "walk: `walk` is not for rules: Plimsoll does not have it; write out the levels"),
        ("sprintf(\"%v %v\", [1])", "\"%v %v\": the text has 2 `%v` and 1 values"),
        (
            "data.plimsoll.rules.ecr.mutable_tags.deny",
            "data.plimsoll.rules.ecr.mutable_tags.deny: there is no `data.plimsoll.rules.ecr.mutable_tags.deny`",
        ),
        ("facts.nothing", "facts.nothing: plimsoll.lib.facts has no rule `nothing`"),
    ];
    for (call, expected) in cases {
        let found = beside(&format!("f(x) := x\n\nconstant := 1\n\nr := {call}"));
        assert_eq!(found, [expected], "{call}");
    }
    for call in ["f(1)", "sprintf(\"%v%%\", [1])", "numbers.range(1, 50)", "numbers.range(1, count([1]) - 1)"] {
        assert_eq!(beside(&format!("f(x) := x\n\nr if {call}")), Vec::<String>::new(), "{call}");
    }
    assert_eq!(beside("z() := 1"), ["z: a function without parameters is no Rego for OPA"]);
    let imported = complaints(&pack(
        "import data.plimsoll.rules.ecr.mutable_tags as other\n\ndeny contains x if some x in other.deny\n",
    ));
    assert_eq!(
        imported,
        ["import data.plimsoll.rules.ecr.mutable_tags as other: there is no `data.plimsoll.rules.ecr.mutable_tags`"]
    );
}

#[test]
fn a_pattern_that_regorus_cannot_compile_is_refused() {
    let found = beside("r if regex.match(`a(?=b)`, \"a\")");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("`a(?=b)`: this is no regular expression here: look-around"), "{found:?}");
    assert!(
        beside("r if regex.replace(\"a\", \"(\", \"b\")")[0].starts_with("\"(\": this is no regular expression here")
    );
    assert_eq!(beside("r if regex.match(`(?i)^\\d+\\s\\w\\b$`, \"a\")"), Vec::<String>::new());
}

#[test]
fn paths_into_the_facts_are_checked() {
    let cases = [
        ("input.resorces", "resorces: the facts have no `resorces` here"),
        ("input[\"resorces\"]", "\"resorces\": the facts have no `resorces` here"),
        ("input.file.path.name", "name: the facts have nothing below here, and so no `name`"),
        ("input.images.tag", "tag: `tag` is looked up in a list"),
        ("input.images[0].registri", "registri: the facts have no `registri` here"),
        ("[i | some image in input.images; i := image.repositry]", "repositry: the facts have no `repositry` here"),
        ("[i | image := input.images[_]; i := image.tag.vaule]", "vaule: the facts have no `vaule` here"),
        ("[i | some image in input.images; tag := image.tag; i := tag.vaule]", "vaule: the facts have no `vaule` here"),
        ("[1 | some r in input.resources; r.type == \"A\"]", "type: the facts have no `type` here"),
        (
            "[1 | some r in input.types[\"AWS::S3::Bucket\"]; some u in r.referencedBy; u.from]",
            "from: the facts have no `from` here",
        ),
        (
            "[1 | some r in facts.resources(\"AWS::S3::Bucket\"); r.propertes.A]",
            "propertes: the facts have no `propertes` here",
        ),
        ("object.get(input, [\"project\", \"typs\"], {})", "\"typs\": the facts have no `typs` here"),
        ("object.get(input, \"docments\", {})", "\"docments\": the facts have no `docments` here"),
        (
            "[1 | some image in input.images; facts.get(image, [\"tag\", \"vlue\"], null)]",
            "\"vlue\": the facts have no `vlue` here",
        ),
        ("[t | some image in input.images; t := of(image)]", "digst: the facts have no `digst` here"),
        ("input.options.wrods", "wrods: the rule declares no option `wrods`"),
        ("input.images[0].tag[\"$unknwon\"]", "\"$unknwon\": the facts have no `$unknwon` here"),
    ];
    for (path, expected) in cases {
        let of = if path.contains("of(image)") { "of(image) := image.digst\n\n" } else { "" };
        let found = beside(&format!("{of}r := {path}"));
        assert_eq!(found, [expected], "{path}");
    }
    let free = [
        "input.resources.Store.properties.Anything[0].At.All",
        "input.resources[id].metadata.x.y",
        "input.images[0].tag[\"$unknown\"]",
        "input.resources.A.properties[\"$ref\"].id",
        "input.documents[0].content.rules[0].x",
        "input.scenario.IsProd",
        "input.options.words[0]",
        "input.project.types[\"A::B\"][0].properties.x",
        "object.get(input, [\"options\", name], 1)",
        "[x | x := input.anything_else(1)]",
    ];
    for path in &free[..9] {
        assert_eq!(
            beside(&format!("r := {path} if {{\n\tsome id, name in {{\"a\": \"b\"}}\n}}")),
            Vec::<String>::new(),
            "{path}"
        );
    }
    let two = "r := [x.tag | some x in [1]]\n\ns := [y | some x in input.images; y := x.text]";
    assert_eq!(beside(two), Vec::<String>::new());
}

#[test]
fn what_is_not_selected_is_not_read() {
    let read = |what: &str| {
        let rule = "# METADATA\n# title: a\n# description: b\n# custom:\n#   level: info\n#   confidence: low\n";
        let selects = "#   selects: {resources: [A::B], project: [A::B, C::D], sees: [E::F]}\n";
        let body =
            format!("import data.plimsoll.lib.facts\n\ndeny contains {{}} if {{\n\tfalse\n\tx := {what}\n\tx\n}}\n");
        complaints(&[file("pack/acme/case/rule.rego", format!("{rule}{selects}{PACKAGE}{body}"))])
    };
    assert_eq!(read("input.images"), ["images: the rule does not select images"]);
    assert_eq!(read("input.documents[0]"), ["documents: the rule does not select documents"]);
    assert_eq!(read("facts.resources(\"C::D\")"), ["\"C::D\": the rule does not select C::D of this file"]);
    assert_eq!(read("facts.everywhere(\"C::D\")"), ["\"C::D\": the rule does not select C::D of this file"]);
    assert_eq!(read("facts.everywhere(\"E::F\")"), ["\"E::F\": the rule does not select E::F of other files"]);
    assert_eq!(read("input.types[\"X::Y\"]"), ["\"X::Y\": the rule does not select X::Y of this file"]);
    assert_eq!(read("input.project.types[\"E::F\"]"), ["\"E::F\": the rule does not select E::F of other files"]);
    for fine in
        ["facts.everywhere(\"A::B\")", "facts.elsewhere(\"C::D\")", "facts.resources(\"E::F\")", "input.resources"]
    {
        assert_eq!(read(fine), Vec::<String>::new(), "{fine}");
    }
}

#[test]
fn a_name_of_two_meanings_is_taken_as_anything() {
    let text = "r := [x.anything | some x in pick]\n\npick contains x if some x in input.images\n\ns := [y.q | some y in input.images; y := 1]";
    let found = beside(text);
    assert!(found.iter().all(|complaint| !complaint.contains("`q`")), "{found:?}");
}

#[test]
fn a_suggestion_comes_with_a_slip() {
    let text = format!("{METADATA}{PACKAGE}deny contains x if some x in input.imges\n");
    let errors = RuleSet::builtin().load(&[file("p/acme/case/rule.rego", text)]).unwrap_err();
    assert_eq!(errors[0].help.as_deref(), Some("did you mean `images`?"));
}

#[test]
fn what_the_engine_finds_only_when_it_runs_is_found_on_load() {
    let found = of_body("x := y");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("the rule fails where there is nothing to judge"), "{found:?}");
}

#[test]
fn a_test_that_reads_what_regorus_forgets_is_pointed_at() {
    let test = "package plimsoll.rules.acme.case_test

import data.plimsoll.rules.acme.case as rule

one := {\"a\": 1}

mk(x) := {\"images\": [x]}

test_trap if {
	some found in rule.deny with input as mk(one)
	one.a == found
}

test_fine if {
	wanted := one
	some found in rule.deny with input as mk(wanted)
	wanted.a == found
}

test_count if {
	count(rule.deny) == 0 with input as mk(one)
	one.a == 1
}
";
    let mut files = pack("deny contains x if x := input.images[7]\n");
    files.push(file("pack/acme/case/rule_test.rego", test));
    assert_eq!(
        complaints(&files),
        ["one.a: the engine has forgotten `one` here: the `with` of a `some … in` above has used it"]
    );
}

#[test]
fn hostile_text_is_answered_at_once() {
    let deep = complaints(&pack(&format!("x := {}1{}\n", "[\n".repeat(100_000), "]".repeat(100_000))));
    assert!(deep[0].contains("literals are nested more than 8 deep"), "{:?}", deep[0]);
    let calls = complaints(&pack(&format!("x := {}1{}\n", "f(\n".repeat(100_000), ")".repeat(100_000))));
    assert!(calls[0].contains("brackets are nested more than 32 deep"), "{:?}", calls[0]);
    let chain = complaints(&pack(&format!("x := 1{}\n", "\n+ 1".repeat(15_000))));
    assert!(chain[0].contains("more than 200 operators"), "{:?}", chain[0]);
    let minus = complaints(&pack(&format!("x := {}1\n", "-\n".repeat(15_000))));
    assert!(minus[0].contains("more than 200 operators"), "{:?}", minus[0]);
    let zero = complaints(&pack("x := 1 \u{0} deny := 1"));
    assert!(zero[0].contains("a NUL character"), "{zero:?}");
    let binary = complaints(&pack("\u{1}\u{7f}ÿ"));
    assert!(binary[0].contains("not Rego"), "{binary:?}");
}
