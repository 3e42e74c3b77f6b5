//! What rules that fail do to a run.

use std::sync::Arc;
use std::time::Duration;

use super::*;
use crate::source::Content;

const TEMPLATE: &str = "Resources: {R: {Type: AWS::ECR::Repository}}\n";

/// Writes down what it is told.
#[derive(Default)]
struct Told(std::sync::Mutex<Vec<(Pass, usize, usize)>>);

impl Progress for Told {
    fn begin(&self, pass: Pass, files: usize) {
        self.0.lock().unwrap().push((pass, files, 0));
    }

    fn advance(&self) {
        self.0.lock().unwrap().last_mut().unwrap().2 += 1;
    }
}

#[test]
fn every_file_of_every_pass_is_told() {
    let told = Told::default();
    watched(&copies(7), &RuleSet::builtin(), &Config::default(), &told);
    assert_eq!(told.0.into_inner().unwrap(), [(Pass::Survey, 7, 7), (Pass::Judge, 7, 7)]);
}

/// Files that are all the same.
struct Copies(Vec<Arc<str>>);

impl Sources for Copies {
    fn paths(&self) -> &[Arc<str>] {
        &self.0
    }

    fn read(&self, _: FileId) -> Result<Content, String> {
        Ok(Content::Whole(TEMPLATE.into()))
    }
}

fn copies(count: usize) -> Copies {
    Copies((0..count).map(|number| format!("{number}.yaml").into()).collect())
}

fn rule(name: &str, body: &str) -> Arc<Rule> {
    let text = format!(
        "# METADATA\n# title: A title\n# description: A description.\n# custom:\n#   level: error\n\
         #   confidence: high\n#   selects: {{resources: [\"AWS::ECR::Repository\"]}}\n\
         package plimsoll.rules.test.{name}\n\n{body}\n"
    );
    let path = format!("pack/test/{name}/rule.rego");
    Arc::new(Rule::read(&format!("test/{name}").into(), &path.into(), &text.into(), None).unwrap())
}

/// A rule that finds something in every file.
fn good() -> Arc<Rule> {
    rule("good", "deny contains {\"at\": [\"resources\", \"R\"], \"message\": \"m\"}")
}

/// The report on copies of a template by two rules under a limit of time.
fn report(sources: &Copies, other: Arc<Rule>, limit: Duration) -> Report {
    let rules = RuleSet { rules: vec![good(), other], ..RuleSet::default() };
    let config = Config::default();
    let mut surveyed = survey(sources, &wanted(&rules.rules), &());
    let summaries = surveyed.iter_mut().enumerate();
    let summaries = summaries.map(|(number, file)| (file_id(number), file.summary.take().unwrap())).collect();
    let project = Project::new(sources.paths().to_vec(), summaries);
    let programs = cdk::Programs::default();
    let run = Run::new(rules.rules.clone(), &config, project, App::new(&programs));
    let engine = Engine::new(&rules.libraries, &run.rules, false).unwrap().limited(limit);
    let judged = run.judge(sources, &engine, &surveyed, &());
    report::assemble(sources, &run, &rules, surveyed, judged)
}

fn count(report: &Report, rule: &str) -> usize {
    report.findings.iter().filter(|finding| &*finding.rule == rule).count()
}

#[test]
fn a_rule_that_fails_in_some_files_keeps_its_findings_in_the_others() {
    let body = "deny contains {\"at\": [\"resources\", id], \"message\": \"m\"} if {\n\
                \tid := {\"1.yaml\": \"none\", \"3.yaml\": \"none\"}[input.file.path]\n}\n\n\
                deny contains {\"at\": [\"resources\", \"R\"], \"message\": \"m\"}";
    let report = report(&copies(5), rule("some", body), Duration::from_secs(10));
    assert_eq!((count(&report, "test/good"), count(&report, "test/some")), (5, 3));
    let [error] = report.errors.as_slice() else { panic!("{:?}", report.errors) };
    assert_eq!((error.file.as_deref(), error.rule.as_deref()), (Some("1.yaml"), Some("test/some")));
    let path = "its finding is at `resources.none`, which its input does not have";
    assert_eq!(error.message, format!("rule test/some failed: {path}, here and in 1 more file"));
}

#[test]
fn a_rule_without_end_is_taken_out_and_costs_no_other_its_findings() {
    let body = "deny contains {\"at\": [\"resources\", \"R\"], \"message\": \"m\"} if {\n\
                \tmany := numbers.range(1, 5000)\n\
                \tcount([1 | some a in many; some b in many; some c in many; a + b == c + 0.5]) > 0\n}";
    let report = report(&copies(50), rule("endless", body), Duration::from_millis(200));
    assert_eq!((count(&report, "test/good"), count(&report, "test/endless")), (50, 0));
    let [error] = report.errors.as_slice() else { panic!("{:?}", report.errors) };
    assert!(
        error.message.starts_with("rule test/endless failed: not finished within 200ms, here and in "),
        "{error:?}"
    );
    assert!(error.message.ends_with("; it takes no further part in this run"), "{error:?}");
}

#[test]
fn a_program_that_is_too_large_says_so() {
    struct Program([Arc<str>; 1]);
    impl Sources for Program {
        fn paths(&self) -> &[Arc<str>] {
            &self.0
        }
        fn read(&self, _: FileId) -> Result<Content, String> {
            let calls = "const l = [1, 2, 3, 4, 5, 6, 7, 8, 9];\nconst f = (x: any): any => l.map(y => l.map(z => l.map(f)));\nf(1);";
            Ok(Content::Whole(format!("import {{ App }} from 'aws-cdk-lib';\nnew App();\n{calls}").into()))
        }
    }
    let report = lint(&Program(["app.ts".into()]), &RuleSet::builtin(), &Config::default());
    let found: Vec<_> = report.findings.iter().map(|finding| (&*finding.rule, &*finding.message)).collect();
    let message = "not all of this file is judged: this app is too large to be followed";
    assert_eq!(found, [("plimsoll/not-followed", message)]);
}
