//! What rules that fail do to a run, and that nothing is lost by what is left out of it.

use std::fs;
use std::path::PathBuf;
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
    let mut surveyed = Survey::new(&rules.rules, Keeps::Asked(KEPT_BYTES), 0).files(sources, &());
    let summaries = surveyed.iter_mut().enumerate();
    let summaries = summaries.map(|(number, file)| (file_id(number), file.summary.take().unwrap())).collect();
    let project = Project::new(sources.paths().to_vec(), summaries);
    let programs = cdk::Programs::default();
    let run = Run::new(rules.rules.clone(), &config, project, App::new(&programs), &());
    let engine = Engine::new(&rules.libraries, &run.rules, false).unwrap().limited(limit);
    let judged = run.judge(sources, &engine, &mut surveyed);
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

/// The files below some folders of the project.
struct Folders {
    paths: Vec<Arc<str>>,
}

impl Folders {
    fn of(folders: &[&str]) -> Self {
        let mut paths = Vec::new();
        let mut open: Vec<PathBuf> = folders.iter().map(PathBuf::from).collect();
        while let Some(path) = open.pop() {
            if path.is_dir() {
                open.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            } else {
                paths.push(path.to_str().unwrap().into());
            }
        }
        paths.sort();
        Self { paths }
    }
}

impl Sources for Folders {
    fn paths(&self) -> &[Arc<str>] {
        &self.paths
    }

    fn read(&self, file: FileId) -> Result<Content, String> {
        Ok(Content::Whole(fs::read(&*self.paths[file.0 as usize]).unwrap()))
    }
}

/// The report of a run that parses every file, needs every rule and judges every file that was understood.
fn unfiltered(sources: &dyn Sources, rules: &RuleSet, config: &Config) -> Report {
    let enabled: Vec<Arc<Rule>> = rules.rules.iter().filter(|rule| config.enabled(rule)).cloned().collect();
    let mut survey = Survey::new(&enabled, Keeps::All(usize::MAX), 0);
    survey.read = frontend::read_unseen;
    let mut surveyed = survey.files(sources, &());
    let programs = programs::collect(sources, &mut surveyed);
    let app = App::new(&programs);
    let project = merge(sources, &mut surveyed, &app, survey.wanted());
    except::constructs(&app, &mut surveyed);
    let run = Run::new(enabled.clone(), config, project, app, &());
    let engine = engine(rules, &run.rules).unwrap();
    let judge = |evaluator: &mut Evaluator, number: usize| {
        let parsed = surveyed[number].parsed.clone()?;
        Some(judge::judge(&run, file_id(number), parsed, evaluator))
    };
    let judged = (0..surveyed.len()).into_par_iter().map_init(|| engine.evaluator(), judge);
    let mut judged: Vec<Judged> = judged.filter_map(|judged| judged).collect();
    judge::plan_programs(&run, &mut judged);
    let judged = judged.into_iter().map(|judged| (judged.file, judged.outcome)).collect();
    report::assemble(sources, &run, rules, surveyed, judged)
}

#[test]
fn what_is_left_out_before_anything_is_evaluated_says_nothing() {
    // Every third file is enough of each kind, and a third of the time.
    let mut sources = Folders::of(&["rules", "examples"]);
    sources.paths = sources.paths.into_iter().step_by(3).collect();
    let (rules, config) = (RuleSet::builtin(), Config::default());
    let [filtered, all] = [lint(&sources, &rules, &config), unfiltered(&sources, &rules, &config)].map(|report| {
        let errors = report.errors.iter().map(|error| format!("{error:?}"));
        let undecided = report.undecided.iter().map(|undecided| format!("{undecided:?}"));
        let found = report.findings.iter().map(|finding| format!("{finding:?}"));
        errors.chain(undecided).chain(found).collect::<Vec<String>>()
    });
    assert!(filtered.len() > 300, "{} say enough to tell a difference", filtered.len());
    for (one, other) in filtered.iter().zip(&all) {
        assert_eq!(one, other);
    }
    assert_eq!(filtered.len(), all.len());
}
