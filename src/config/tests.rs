//! Which decision counts, and what is said of a file that is wrong.

use std::path::Path;

use serde_json::json;

use super::*;
use crate::ruleset::RuleSet;

fn config(text: &str) -> Config {
    let file = ConfigFile::read(&"plimsoll.yaml".into(), &text.into(), root());
    file.check(&RuleSet::builtin()).unwrap_or_else(|errors| panic!("{errors:#?}"))
}

/// The mistakes in a file as `LINE: MESSAGE; HELP`.
fn mistakes(text: &str) -> Vec<String> {
    let file = ConfigFile::read(&"plimsoll.yaml".into(), &text.into(), root());
    let source = file.reader.source.clone();
    let written = |error: &rule::PackError| {
        let help = error.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
        format!("{}: {}{help}", source.position(error.span.start).line, error.message)
    };
    file.check(&RuleSet::builtin()).unwrap_err().iter().map(written).collect()
}

fn root() -> Root {
    Root::new(Path::new("/project"), Path::new("/project"))
}

fn level(config: &Config, rule: &str, path: &str) -> &'static str {
    config.level(rule, path).map_or("-", RuleLevel::as_str)
}

#[test]
fn the_narrowest_pattern_counts_wherever_it_stands() {
    for text in [
        "rules: {ecr/mutable-tags: off, 'ecr/*': error, '*': info}",
        "rules: {'*': info, 'ecr/*': error, ecr/mutable-tags: off}",
    ] {
        let config = config(text);
        assert_eq!(level(&config, "ecr/mutable-tags", "a"), "off");
        assert_eq!(level(&config, "ecr/scan-disabled", "a"), "error");
        assert_eq!(level(&config, "s3/unversioned-artifacts", "a"), "info");
        assert_eq!(level(&config, "plimsoll/syntax-error", "a"), "-");
    }
    assert_eq!(level(&config("rules: {'plimsoll/*': info}"), "plimsoll/syntax-error", "a"), "info");
    assert_eq!(level(&config("rules: {'s3/*': error}"), "ecr/mutable-tags", "a"), "-");
}

#[test]
fn the_last_override_that_matches_and_speaks_counts() {
    let text = "rules: {ecr/mutable-tags: error}\noverrides:\n\
                - {paths: test, rules: {'ecr/*': off}}\n\
                - {paths: test/big, rules: {ecr/mutable-tags: info}}\n\
                - {paths: test/big, rules: {ecr/scan-disabled: info}}\n";
    let config = config(text);
    assert_eq!(level(&config, "ecr/mutable-tags", "a.yaml"), "error");
    assert_eq!(level(&config, "ecr/mutable-tags", "test/a.yaml"), "off");
    assert_eq!(level(&config, "ecr/mutable-tags", "test/big/a.yaml"), "info");
    assert_eq!(level(&config, "ecr/missing-lifecycle-policy", "test/big/a.yaml"), "off");
    assert_eq!(level(&config, "ecr/mutable-tags", "/elsewhere/test/a.yaml"), "error");
}

#[test]
fn the_command_line_counts_most() {
    let mut config = config("rules: {'*': error}\noverrides: [{paths: test, rules: {'*': error}}]\n");
    let level_of = |rule: &str| (RulePattern::new(rule).unwrap(), RuleLevel::Off);
    config.command(&[level_of("ecr/*")], "--level", &RuleSet::builtin()).unwrap();
    assert_eq!(level(&config, "ecr/mutable-tags", "test/a"), "off");
    assert_eq!(level(&config, "s3/unversioned-artifacts", "test/a"), "error");
    let error = config.command(&[level_of("ecr/mutable-tag")], "--level", &RuleSet::builtin()).unwrap_err();
    assert_eq!(error, "there is no rule ecr/mutable-tag; did you mean `ecr/mutable-tags`?");
}

#[test]
fn a_rule_runs_if_it_is_on_for_some_file() {
    let rules = RuleSet::builtin();
    let enabled = |text: &str| config(text).enabled(rules.rule("ecr/mutable-tags").unwrap());
    assert!(enabled("") && enabled("rules: {'*': info}"));
    assert!(!enabled("rules: {'ecr/*': off}"));
    assert!(enabled("rules: {'ecr/*': off}\noverrides: [{paths: a, rules: {'*': info}}]"));
    assert!(!enabled("rules: {ecr/mutable-tags: off}\noverrides: [{paths: a, rules: {'*': info}}]"));
    assert!(enabled("overrides: [{paths: a, rules: {'*': off}}]"));
}

#[test]
fn what_is_off_by_name_is_switched_on_by_name_alone() {
    let text = "rules: {ecr/mutable-tags: off, 's3/*': off}\noverrides:\n- {paths: a, rules: {'*': info}}\n\
                - {paths: b, rules: {ecr/mutable-tags: info}}\n- {paths: b/c, rules: {'ecr/*': error}}\n";
    let config = config(text);
    assert_eq!(level(&config, "ecr/mutable-tags", "a/x"), "off");
    assert_eq!(level(&config, "ecr/mutable-tags", "b/x"), "info");
    assert_eq!(level(&config, "ecr/mutable-tags", "b/c/x"), "error");
    assert_eq!(level(&config, "s3/unversioned-artifacts", "a/x"), "info");
    assert_eq!(level(&config, "ecr/scan-disabled", "a/x"), "info");
}

#[test]
fn what_is_off_by_itself_is_switched_on_by_name_alone() {
    let mut rules = RuleSet::builtin();
    let rule = Rule { enabled: false, ..Rule::clone(&rules.rules[0]) };
    rules.rules[0] = Arc::new(rule.clone());
    let on = |text: &str| {
        let file = ConfigFile::read(&"plimsoll.yaml".into(), &text.into(), root());
        let config = file.check(&rules).unwrap();
        assert_eq!(config.enabled(&rule), config.is_on(&rule, "a/x"), "{text}");
        config.is_on(&rule, "a/x")
    };
    assert!(!on("") && !on("rules: {'*': error}") && !on("overrides: [{paths: a, rules: {'*': error}}]"));
    assert!(!on(&format!("rules: {{{}: {{options: {{}}}}}}", rule.id)));
    assert!(on(&format!("rules: {{{}: info}}", rule.id)));
    assert!(on(&format!("overrides: [{{paths: a, rules: {{{}: info}}}}]", rule.id)));
    let mut config = Config::default();
    config.command(&[(RulePattern::new("*").unwrap(), RuleLevel::At(Level::Error))], "--level", &rules).unwrap();
    assert!(!config.enabled(&rule) && config.enabled(&rules.rules[1]));
}

#[test]
fn options_come_from_the_strongest_layer_each() {
    let rules = RuleSet::builtin();
    let rule = rules.rule("s3/unversioned-artifacts").unwrap();
    let text = "rules:\n  s3/unversioned-artifacts: {options: {words: [x]}}\n  '*': {options: {hints: [y], words: [z]}}\n\
                overrides:\n- {paths: test, rules: {'s3/*': {options: {words: []}}}}\n";
    let config = config(text);
    assert_eq!(json!(config.options(rule)), json!({"hints": ["y"], "words": ["x"]}));
    let overridden = config.overridden_options(rule, "test/a.yaml").unwrap();
    assert_eq!(json!(overridden), json!({"hints": ["y"], "words": []}));
    assert_eq!(level(&config, &rule.id, "test/a.yaml"), "-");
    assert_eq!(config.overridden_options(rules.rule("image/mutable-tag").unwrap(), "test/a.yaml"), None);
}

#[test]
fn everything_else_is_read() {
    let config = config(
        "parameters: {Env: prod, Version: 1.10, Zones: [a, b], Empty: ''}\nexclude: vendor\nfail-on: never\n\
         ignores: {inline: false, require-reason: true, honour: [guard, cfn-nag], unsuppressible: 'ecr/*'}\n\
         exceptions:\n- {rules: ['s3/*', ecr/mutable-tags], paths: infra, resources: 'A/*', reason: because, until: 2027-03-01}\n\
         - rule: image/mutable-tag\n",
    );
    let parameters: Vec<String> = config.parameters.iter().map(|(name, value)| format!("{name}={value}")).collect();
    assert_eq!(parameters, ["Empty=", "Env=prod", "Version=1.10", "Zones=a,b"]);
    let excludes = config.excludes();
    assert!(excludes.pattern("a/vendor/b").is_some() && excludes.pattern("a/b").is_none());
    assert_eq!(config.fail_on, Some(FailOn::Never));
    assert!(!config.inline_ignores && config.demand_reason);
    assert_eq!(config.honour, [Peer::CfnNag, Peer::Guard].into());
    assert!(config.unsuppressible("ecr/mutable-tags") && !config.unsuppressible("s3/a"));
    let [first, second] = config.exceptions.as_slice() else { panic!("{:?}", config.exceptions) };
    assert_eq!((first.reason.as_deref(), first.until), (Some("because"), Some(jiff::civil::date(2027, 3, 1))));
    assert_eq!(config.source.as_ref().unwrap().slice(first.at), "'s3/*'");
    assert!(config.excepts(first, "s3/unversioned-artifacts", "infra/a.yaml", Some("A/B/C")));
    assert!(!config.excepts(first, "s3/unversioned-artifacts", "infra/a.yaml", None));
    assert!(!config.excepts(first, "s3/unversioned-artifacts", "other/a.yaml", Some("A/B")));
    assert!(!config.excepts(first, "ecr/scan-disabled", "infra/a.yaml", Some("A/B")));
    assert!(config.excepts(second, "image/mutable-tag", "anywhere", None));
}

#[test]
fn nothing_said_is_the_default() {
    for text in ["", "# nothing yet\n", "rules:\nparameters:\noverrides:\nexceptions:\nignores:\n", "{}"] {
        let config = config(text);
        assert!(config.inline_ignores && !config.demand_reason && config.honour.is_empty());
        assert_eq!((config.fail_on, config.exceptions.len(), config.parameters.len()), (None, 0, 0));
        assert_eq!(level(&config, "ecr/mutable-tags", "a"), "-");
    }
}

#[test]
fn every_mistake_is_listed_with_what_may_have_been_meant() {
    let text = "\
rulez: {}
rules:
  ecr/scan-disable: off
  ecr: warn
  'x/*': error
  CKV_AWS_51: error
  image/mutable-tag: {level: eror, options: {wrds: [], words: [1]}}
  s3/[a]: off
exclude: ['a[', '!b']
overrides: [{path: a, rules: {}}, 7]
exceptions: [{rule: ecr/mutable-tags, until: 2027-3-1, paths: []}, {}, {rule: '*', rules: '*'}, {rules: []}]
ignores: {inline: maybe, honour: checkof}
fail-on: {}
parameters: {A: {b: c}}
";
    let expected = [
        "1: `rulez` is no key of a configuration; did you mean `rules`?",
        "3: there is no rule ecr/scan-disable; did you mean `ecr/scan-disabled`?",
        "4: there is no rule ecr; write `ecr/*` for all rules of ecr",
        "4: `warn` is none of off, info, warning, error; did you mean `warning`?",
        "5: no rule matches x/*; `plimsoll rules` lists them",
        "6: there is no rule CKV_AWS_51; CKV_AWS_51 is another tool's name for ecr/mutable-tags",
        "7: `eror` is none of off, info, warning, error; did you mean `error`?",
        "7: image/mutable-tag has no option `wrds`; did you mean `words`?",
        "7: option `words` of image/mutable-tag: item 0 of the value is a number, not a string",
        "8: `s3/[a]` is neither the id of a rule nor a glob such as `s3/*`",
        "9: `a[` is no glob: unclosed character class; missing ']'",
        "9: `!b` would take files back in, which patterns cannot do",
        "10: `path` is no key of an override; did you mean `paths`?",
        "10: this override has no `paths`",
        "10: an override must be a mapping of names to values",
        "11: `2027-3-1` is no date; write it as 2027-03-01",
        "11: `paths` is empty",
        "11: this exception names no rule; add `rule: ecr/mutable-tags`, or `rules` with a list",
        "11: an exception has `rule` or `rules`, not both",
        "11: `rules` is empty",
        "12: this must be true or false",
        "12: `checkof` is none of checkov, cfn-nag, cdk-nag, cfn-lint, guard; did you mean `checkov`?",
        "13: this must be one of error, warning, info, never",
        "14: the value of a parameter is a text or a list of texts",
    ];
    assert_eq!(mistakes(text), expected);
}

#[test]
fn mistakes_of_grammar_are_mistakes() {
    assert_eq!(
        mistakes("rules: {}\nrules: {}\n"),
        ["2: `rules` stands twice in one mapping; it stands first on line 1; keep one of them"]
    );
    assert_eq!(mistakes("{}\n---\n{}\n"), ["3: this file has more than one document; keep the first one alone"]);
    assert_eq!(mistakes("- a\n"), ["1: a configuration must be a mapping of names to values"]);
    assert!(!mistakes("rules: {a: [}\n").is_empty());
}

#[test]
fn very_many_mistakes_are_cut() {
    let text: Vec<String> = (0..1000).map(|number| format!("key{number}: 1\n")).collect();
    let mistakes = mistakes(&text.concat());
    assert_eq!(mistakes.len(), 101);
    assert_eq!(mistakes[100], "100: 900 more mistakes in this file are not listed");
}

#[test]
fn every_setting_says_where_it_comes_from() {
    let mut config = config(
        "rules:\n  'ecr/*': off\nparameters: {Env: prod}\noverrides: [{paths: a, rules: {ecr/mutable-tags: info}}]\n",
    );
    config.set_parameter("Size".into(), "3".into(), "--parameter");
    let rules = RuleSet::builtin();
    let shown = |path: Option<&str>, key: &str| {
        let shown = config.shown(&rules, path).into_iter().find(|shown| shown.key == key).unwrap();
        format!("{} {}", shown.value, shown.origin)
    };
    assert_eq!(shown(None, "fail-on"), "\"warning\" default");
    assert_eq!(shown(None, "parameters.Env"), "\"prod\" plimsoll.yaml:3");
    assert_eq!(shown(None, "parameters.Size"), "\"3\" --parameter");
    assert_eq!(shown(None, "rules.ecr/mutable-tags"), "\"off\" plimsoll.yaml:2");
    assert_eq!(shown(Some("a/b.yaml"), "rules.ecr/mutable-tags"), "\"info\" plimsoll.yaml:4");
    assert_eq!(shown(None, "rules.image/mutable-tag"), "\"error\" default");
}
