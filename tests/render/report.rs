//! Made-up reports: places are given as pieces of text, so that a test reads like what it shows.

use std::collections::BTreeMap;
use std::sync::Arc;

use plimsoll::finding::{
    Alternative, Confidence, Finding, Fix, Level, Place, Related, Report, RuleInfo, RunError, Scenario, Suppression,
    TextEdit, Undecided,
};
use plimsoll::render::{Format, Options, Style, Texts, render};
use plimsoll::source::{FileId, SourceFile, Span};

/// The files of a report; `None` for a text that cannot be had any more.
#[derive(Default)]
pub(crate) struct Files(Vec<(SourceFile, bool)>);

impl Texts for Files {
    fn file(&self, id: FileId) -> Option<Arc<SourceFile>> {
        let (file, available) = self.0.get(id.0 as usize)?;
        available.then(|| Arc::new(file.clone()))
    }
}

impl Files {
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        Self(files.iter().map(|(path, text)| (SourceFile::new(*path, *text), true)).collect())
    }

    pub(crate) fn lose(&mut self, path: &str) {
        let (id, _) = self.find(path);
        self.0[id.0 as usize].1 = false;
    }

    /// The same file with another text.
    pub(crate) fn change(&mut self, path: &str, text: &str) {
        let (id, _) = self.find(path);
        self.0[id.0 as usize].0 = SourceFile::new(path, text);
    }

    /// The place of the first occurrence of a piece of text.
    pub(crate) fn place(&self, path: &str, piece: &str) -> Place {
        let (_, file) = self.find(path);
        let start = file.text.find(piece).unwrap_or_else(|| panic!("`{piece}` is in {path}"));
        self.at(path, start, start + piece.len())
    }

    pub(crate) fn at(&self, path: &str, start: usize, end: usize) -> Place {
        let (id, file) = self.find(path);
        let span = Span::new(start, end);
        let (start, end) = (file.position(span.start), file.position(span.end));
        Place { file: id, path: file.path.clone(), span, start, end }
    }

    pub(crate) fn related(&self, path: &str, piece: &str, message: &str) -> Related {
        Related { place: self.place(path, piece), message: message.to_owned() }
    }

    fn find(&self, path: &str) -> (FileId, &SourceFile) {
        let number = self.0.iter().position(|(file, _)| &*file.path == path).expect("the file is in the report");
        (FileId(u32::try_from(number).expect("few files")), &self.0[number].0)
    }
}

/// A finding with nothing but what every finding has.
pub(crate) fn finding(rule: &str, level: Level, place: Place, message: &str) -> Finding {
    Finding {
        rule: rule.into(),
        level,
        confidence: Confidence::High,
        message: message.to_owned(),
        place,
        resource: None,
        when: Vec::new(),
        related: Vec::new(),
        help: None,
        url: None,
        fix: None,
        fingerprint: format!("{rule}:1"),
        suppressed: None,
    }
}

pub(crate) fn report(findings: Vec<Finding>) -> Report {
    Report { findings, files: 1, ..Report::default() }
}

pub(crate) fn condition(name: &str, truth: bool) -> Scenario {
    BTreeMap::from([(name.into(), Alternative::Condition(truth))])
}

pub(crate) fn text(report: &Report, files: &Files, format: Format, options: &Options) -> String {
    let mut out = Vec::new();
    render(report, files, format, options, &mut out).expect("writing to memory does not fail");
    String::from_utf8(out).expect("every format is UTF-8")
}

pub(crate) fn pretty(report: &Report, files: &Files) -> String {
    text(report, files, Format::Pretty, &options())
}

/// Options whose output does not change with the version of the package.
pub(crate) fn options() -> Options {
    Options { version: "1.2.3", ..Options::default() }
}

pub(crate) fn everything() -> Options {
    Options { show_undecided: true, show_suppressed: true, ..options() }
}

pub(crate) fn narrow(width: usize) -> Options {
    Options { style: Style { width, ..Style::default() }, ..options() }
}

const SERVICE: &str = r#"# The service that takes orders.
Parameters:
  Tag:
    Type: String
    Default: latest
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Name: orders
          Image: !Sub "${Registry}/orders:${Tag}"
  Store:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: orders-artifacts
  Pipe:
    Type: AWS::CodePipeline::Pipeline
    Properties:
      ArtifactStore: {Type: S3, Location: !Ref Store}
"#;

const REGISTRY: &str = "\
Resources:
  Repo:
    Type: AWS::ECR::Repository
    Properties:
      RepositoryName: orders
      ImageTagMutability: MUTABLE
";

const APP: &str = "\
import * as ecr from 'aws-cdk-lib/aws-ecr';

export class Images extends Stack {
  constructor(scope: Construct) {
    super(scope, 'Images');
    new ecr.Repository(this, 'Base', { imageScanOnPush: false });
  }
}
";

/// A report with everything that a report can have.
pub(crate) fn rich() -> (Report, Files) {
    let files =
        Files::of(&[("bin/app.ts", APP), ("infra/registry.yaml", REGISTRY), ("infra/my service.yaml", SERVICE)]);
    let findings = vec![scan_disabled(&files), mutable_tags(&files), mutable_tag(&files), unversioned(&files)];
    let undecided = vec![Undecided {
        place: files.place("infra/my service.yaml", "BucketName"),
        rule: "s3/plaintext-transport".into(),
        resource: Some("Store".into()),
        reason: "the bucket policy is imported from stack Shared, which is not in this project".into(),
    }];
    let errors = vec![
        RunError {
            file: Some("infra/huge.json".into()),
            rule: None,
            message: "is larger than 16 MiB; exclude it or raise `limits.size`".into(),
        },
        RunError {
            file: Some("infra/registry.yaml".into()),
            rule: Some("ecr/public-access".into()),
            message: "took longer than 2 s and was taken out of the run".into(),
        },
        RunError { file: None, rule: None, message: "stdin: the text is not UTF-8 (byte 17)".into() },
    ];
    (Report { findings, undecided, errors, rules: rules(), files: 14, ..Report::default() }, files)
}

fn scan_disabled(files: &Files) -> Finding {
    let value = files.place("bin/app.ts", "false");
    Finding {
        resource: Some("Images/Base".into()),
        help: Some("Set imageScanOnPush to true, or scan the whole registry".into()),
        fix: Some(Fix {
            title: "Set imageScanOnPush to true".to_owned(),
            safe: true,
            edits: vec![TextEdit { place: value.clone(), text: "true".to_owned() }],
        }),
        ..finding("ecr/scan-disabled", Level::Warning, value, "images pushed to Base are not scanned")
    }
}

fn mutable_tags(files: &Files) -> Finding {
    Finding {
        resource: Some("Repo".into()),
        suppressed: Some(Suppression {
            by: "comment".to_owned(),
            reason: Some("the nightly build moves its tag".to_owned()),
            until: Some("2027-03-01".to_owned()),
        }),
        ..finding(
            "ecr/mutable-tags",
            Level::Warning,
            files.place("infra/registry.yaml", "MUTABLE"),
            "tags in Repo can be overwritten",
        )
    }
}

fn mutable_tag(files: &Files) -> Finding {
    let service = "infra/my service.yaml";
    let mut worlds = vec![condition("IsProd", false), condition("IsProd", true)];
    worlds[1].insert("props.stage".into(), Alternative::Label("created in bin/app.ts:12".into()));
    Finding {
        resource: Some("Task".into()),
        when: worlds,
        related: vec![
            files.related(service, "latest", "default of parameter Tag"),
            files.related(service, "${Registry}", "the registry is a parameter"),
            files.related("infra/registry.yaml", "MUTABLE", "the repository lets tags move"),
        ],
        help: Some(
            "Deploy the image by its digest (`orders@sha256:…`) or by a tag that is never pushed twice, such as the \
             commit; CloudFormation sees no change when only the image behind a tag moves, and deploys nothing"
                .into(),
        ),
        url: Some("https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html".into()),
        fix: Some(Fix {
            title: "Take the tag from parameter Commit".to_owned(),
            safe: false,
            edits: vec![TextEdit { place: files.place(service, "${Tag}"), text: "${Commit}".to_owned() }],
        }),
        ..finding(
            "image/mutable-tag",
            Level::Error,
            files.place(service, "${Tag}"),
            "the image of Task has the tag latest, which can move",
        )
    }
}

fn unversioned(files: &Files) -> Finding {
    let service = "infra/my service.yaml";
    Finding {
        confidence: Confidence::Medium,
        resource: Some("Store".into()),
        related: vec![files.related(service, "Location: !Ref Store", "keeps its artifacts here")],
        url: Some("https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html".into()),
        fix: Some(Fix {
            title: "Turn versioning on".to_owned(),
            safe: true,
            edits: vec![TextEdit {
                place: {
                    let end = files.place(service, "BucketName: orders-artifacts").span.end as usize;
                    files.at(service, end, end)
                },
                text: "\n      VersioningConfiguration:\n        Status: Enabled".to_owned(),
            }],
        }),
        ..finding(
            "s3/unversioned-artifacts",
            Level::Info,
            files.place(service, "Store"),
            "the artifact bucket Store keeps no versions",
        )
    }
}

fn rules() -> Vec<RuleInfo> {
    let rule = |id: &str, title: &str, level, confidence| RuleInfo {
        id: id.into(),
        title: title.to_owned(),
        description: format!("{title}. What was deployed can then not be told from what was built."),
        level,
        confidence,
        help: Some("Do the right thing.".into()),
        page: Some(format!("# {id}\n\n## Why\nBecause.\n").into()),
        url: None,
        controls: BTreeMap::new(),
    };
    let mut rules = vec![
        rule("ecr/mutable-tags", "Tags in this repository can be overwritten", Level::Warning, Confidence::High),
        rule("ecr/scan-disabled", "Images are not scanned when pushed", Level::Warning, Confidence::High),
        rule("image/mutable-tag", "The tag of this image can move", Level::Error, Confidence::High),
        rule("s3/plaintext-transport", "Artifacts can be read over HTTP", Level::Info, Confidence::Medium),
    ];
    rules[0].controls = BTreeMap::from([("security-hub".to_owned(), vec!["ECR.2".to_owned()])]);
    rules[0].url = Some("https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html".into());
    rules.push(RuleInfo {
        help: None,
        page: None,
        ..rule("s3/unversioned-artifacts", "An artifact bucket keeps no versions", Level::Info, Confidence::Medium)
    });
    rules
}
