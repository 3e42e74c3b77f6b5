//! A run that is made again after edits says what a fresh run says.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::sync::Arc;

use plimsoll::config::Config;
use plimsoll::finding::{Report, TextEdit};
use plimsoll::fix::Patch;
use plimsoll::lint::{self, Session};
use plimsoll::ruleset::RuleSet;
use plimsoll::source::{Content, FileId, Sources};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// Files that say something to each other in every way that there is.
const FILES: [(&str, &str); 12] = [
    ("app/lib/names.ts", "export const TAG = 'latest';\nexport const NAME = 'orders-artifacts';\n"),
    (
        "app/lib/stack.ts",
        "import { Stack, App } from 'aws-cdk-lib';\nimport * as ecr from 'aws-cdk-lib/aws-ecr';\nimport * as s3 from 'aws-cdk-lib/aws-s3';\n\
         import { TAG, NAME } from './names';\nexport class Service extends Stack {\n  repo = new ecr.Repository(this, 'Repo', { repositoryName: 'orders' });\n  \
         bucket = new s3.Bucket(this, 'Bucket', { bucketName: NAME });\n}\nnew Service(new App(), 'Service');\n",
    ),
    ("app/cdk.json", "{\"app\": \"x\", \"context\": {\"stage\": \"prod\"}}\n"),
    (
        "bucket.yaml",
        "Resources:\n  Store:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: orders-artifacts\nOutputs:\n  Name:\n    \
         Value: !Ref Store\n    Export: {Name: store-name}\n",
    ),
    (
        "buildspec.yml",
        "version: 0.2\nphases:\n  build:\n    commands:\n      - docker build -t orders:latest .\n      - docker push orders:latest\n",
    ),
    (
        "child.yaml",
        "Parameters:\n  Image: {Type: String, Default: 'app:1.2.3'}\nResources:\n  Task:\n    Type: AWS::ECS::TaskDefinition\n    \
         Properties:\n      ContainerDefinitions:\n        - {Name: app, Image: !Ref Image}\n",
    ),
    (
        "choice.yaml",
        "Parameters:\n  Stage: {Type: String, Default: prod, AllowedValues: [prod, dev, test]}\nConditions:\n  IsProd: !Equals [!Ref Stage, prod]\n\
         Resources:\n  Repo:\n    Type: AWS::ECR::Repository\n    Properties:\n      ImageTagMutability: !If [IsProd, IMMUTABLE, MUTABLE]\n  \
         Store:\n    Type: AWS::S3::Bucket\n    Condition: IsProd\n    Properties: {BucketName: !Sub 'orders-${Stage}'}\n",
    ),
    (
        "image.yaml",
        "Resources:\n  Task:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      ContainerDefinitions:\n        - Name: app\n          \
         Image: !Sub ${AWS::AccountId}.dkr.ecr.eu-west-1.amazonaws.com/orders:latest\n",
    ),
    ("none.yaml", "A: 1\n"),
    (
        "parent.yaml",
        "Resources:\n  Child:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: child.yaml\n      \
         Parameters: {Image: 'registry.example.com/app:latest'}\n",
    ),
    (
        "pipe.yaml",
        "Resources:\n  Pipe:\n    Type: AWS::CodePipeline::Pipeline\n    Properties:\n      ArtifactStore: {Type: S3, Location: !ImportValue store-name}\n",
    ),
    (
        "repo.yaml",
        "Resources:\n  Orders:\n    Type: AWS::ECR::Repository\n    Properties:\n      RepositoryName: orders\n      \
         ImageTagMutability: IMMUTABLE\n  Scanning:\n    Type: AWS::ECR::RegistryScanningConfiguration\n    \
         Properties: {ScanType: ENHANCED, Rules: []}\n",
    ),
];

/// What is written in place of what.
const WORDS: [(&str, &str); 12] = [
    ("orders-artifacts", "other-artifacts"),
    ("store-name", "store-other"),
    ("latest", "1.2.3"),
    ("IMMUTABLE", "MUTABLE"),
    ("ENHANCED", "BASIC"),
    ("orders", "billing"),
    ("child.yaml", "image.yaml"),
    ("A: 1", "Resources: {X: {Type: AWS::ECR::Repository}}"),
    ("./names", "./other"),
    ("prod", "dev"),
    ("AWS::S3::Bucket", "AWS::S3::Other"),
    ("!Ref Store", "!GetAtt Store.Arn"),
];

#[derive(Clone, Debug)]
enum Edit {
    /// A word becomes its other, in either direction.
    Word(usize),
    /// A line is put before everything.
    Above,
    /// Bytes are taken away.
    Cut(usize, usize),
    Type(usize, char),
    /// Nothing changed, though it might have.
    Touch,
}

struct Texts {
    paths: Vec<Arc<str>>,
    texts: Vec<String>,
}

impl Sources for Texts {
    fn paths(&self) -> &[Arc<str>] {
        &self.paths
    }

    fn read(&self, file: FileId) -> Result<Content, String> {
        Ok(Content::Whole(self.texts[file.0 as usize].clone().into_bytes()))
    }
}

impl Texts {
    fn edit(&mut self, file: usize, edit: &Edit) {
        let is_json = self.paths[file].ends_with(".json");
        let comment = if self.paths[file].ends_with(".ts") { "// above\n" } else { "# above\n" };
        let text = &mut self.texts[file];
        let floor = |at: usize, text: &str| text.floor_char_boundary(at % (text.len() + 1));
        match edit {
            Edit::Word(number) => {
                let (one, other) = WORDS[*number];
                *text = if text.contains(one) { text.replace(one, other) } else { text.replace(other, one) };
            }
            Edit::Above => text.insert_str(0, if is_json { "\n" } else { comment }),
            Edit::Cut(at, length) => {
                let start = floor(*at, text);
                let end = text.floor_char_boundary((start + length).min(text.len()));
                text.replace_range(start..end, "");
            }
            Edit::Type(at, character) => {
                let at = floor(*at, text);
                text.insert(at, *character);
            }
            Edit::Touch => {}
        }
    }
}

fn number(file: usize) -> FileId {
    FileId(u32::try_from(file).unwrap())
}

/// A report as a session gives it.
fn without_fixes(mut report: Report) -> Report {
    report.findings.iter_mut().for_each(|finding| finding.fix = None);
    report.unfixed.clear();
    report
}

/// The fixes that a session plans for a file, sorted.
fn offered(session: &Session, file: usize) -> Vec<String> {
    let offers = session.fixes(number(file), &|_| true);
    let mut offered: Vec<String> = offers
        .iter()
        .map(|offer| format!("{} {:?} {} {} {:?}", offer.rule, offer.span, offer.title, offer.safe, offer.patches))
        .collect();
    offered.sort();
    offered
}

/// Those of a report.
fn planned(report: &Report, file: usize) -> Vec<String> {
    let of_file = report.findings.iter().filter(|finding| finding.place.file == number(file));
    let mut planned: Vec<String> = of_file
        .filter_map(|finding| {
            let fix = finding.fix.as_ref()?;
            let patch = |edit: &TextEdit| Patch { span: edit.place.span, text: edit.text.clone() };
            let patches: Vec<Patch> = fix.edits.iter().map(patch).collect();
            Some(format!("{} {:?} {} {} {patches:?}", finding.rule, finding.place.span, fix.title, fix.safe))
        })
        .collect();
    planned.sort();
    planned
}

fn edits() -> impl Strategy<Value = Vec<(usize, Edit)>> {
    let edit = prop_oneof![
        4 => (0..WORDS.len()).prop_map(Edit::Word),
        2 => Just(Edit::Above),
        1 => (any::<usize>(), 1..20_usize).prop_map(|(at, length)| Edit::Cut(at, length)),
        2 => (any::<usize>(), prop::sample::select(vec!['\n', ' ', ':', 'x', '\u{1f600}', '{', '\''])).prop_map(|(at, typed)| Edit::Type(at, typed)),
        1 => Just(Edit::Touch),
    ];
    prop::collection::vec((0..FILES.len(), edit), 1..12)
}

/// Few, unless `PROPTEST_CASES` says how many.
#[allow(clippy::disallowed_methods, reason = "a test may read its environment")]
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").map_or(24, |cases| cases.parse().unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), rng_seed: RngSeed::Fixed(7), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_run_after_edits_is_a_fresh_run(edits in edits()) {
        let rules = RuleSet::builtin();
        let config = Config::default();
        let paths = FILES.iter().map(|(path, _)| Arc::from(*path)).collect();
        let mut sources = Texts { paths, texts: FILES.iter().map(|(_, text)| (*text).to_owned()).collect() };
        let mut revisions = [0_u64; FILES.len()];
        let mut session = Session::default();
        let first = session.lint(&sources, &|_| 0, &rules, &config, &());
        prop_assert!(first.findings.len() > 5, "{:#?}", first.findings);
        for (number, (file, edit)) in edits.iter().enumerate() {
            sources.edit(*file, edit);
            revisions[*file] += 1;
            let again = session.lint(&sources, &|file| revisions[file.0 as usize], &rules, &config, &());
            let fresh = lint::lint(&sources, &rules, &config);
            let plain = without_fixes(fresh.clone());
            prop_assert_eq!(format!("{again:#?}"), format!("{plain:#?}"), "after edit {}: {:?}", number, &sources.texts);
            if number + 1 == edits.len() {
                for (file, _) in FILES.iter().enumerate() {
                    prop_assert_eq!(offered(&session, file), planned(&fresh, file), "{:?}", &sources.texts);
                }
            }
        }
    }
}

#[test]
fn only_what_an_edit_concerns_is_judged_again() {
    use std::sync::atomic::{AtomicUsize, Ordering};
    #[derive(Default)]
    struct Count(AtomicUsize, AtomicUsize);
    impl lint::Progress for Count {
        fn begin(&self, pass: lint::Pass, files: usize) {
            let count = if pass == lint::Pass::Survey { &self.0 } else { &self.1 };
            count.store(files, Ordering::Relaxed);
        }
        fn advance(&self) {}
    }
    let rules = RuleSet::builtin();
    let config = Config::default();
    let paths = FILES.iter().map(|(path, _)| Arc::from(*path)).collect();
    let mut sources = Texts { paths, texts: FILES.iter().map(|(_, text)| (*text).to_owned()).collect() };
    let mut session = Session::default();
    let mut revisions = [0_u64; FILES.len()];
    let mut lint = |sources: &Texts, file: usize| {
        revisions[file] += 1;
        let count = Count::default();
        session.lint(sources, &|file| revisions[file.0 as usize], &rules, &config, &count);
        (count.0.into_inner(), count.1.into_inner())
    };
    let number = |name: &str| FILES.iter().position(|(path, _)| *path == name).unwrap();
    let (surveyed, all) = lint(&sources, 0);
    assert_eq!(surveyed, FILES.len());
    assert_eq!(lint(&sources, number("none.yaml")), (1, 0));
    sources.edit(number("image.yaml"), &Edit::Above);
    assert_eq!(lint(&sources, number("image.yaml")), (1, 1));
    // The export stands elsewhere, and whoever imports it is judged again.
    sources.edit(number("bucket.yaml"), &Edit::Above);
    let (_, judged) = lint(&sources, number("bucket.yaml"));
    assert!((2..all).contains(&judged), "{judged} of {all}");
}
