//! A hundred thousand levels in every syntax that is read. What stands beside them in the same file is still judged,
//! or the file says why not.

use crate::bounds::{check, check_file, head, numbered};
use crate::program::{Folder, Run};

const DEEP: usize = 100_000;

/// A language of CDK: what comes before and behind the nested code, the name of a file, and what nests.
struct Language {
    before: &'static str,
    behind: &'static str,
    ending: &'static str,
    /// Statements, or `x = ` and the opening, the innermost and the closing text of an expression.
    nested: &'static [(&'static str, &'static str, &'static str, &'static str)],
}

const TYPESCRIPT: Language = Language {
    before:
        "import * as ecr from 'aws-cdk-lib/aws-ecr';\nclass S extends cdk.Stack { constructor(s: any) { super(s, 'S');
new ecr.Repository(this, 'R', { imageScanOnPush: false });\n",
    behind: "\n} }\n",
    ending: "ts",
    nested: &[
        ("const x = ", "f(\n", "1", ")\n"),
        ("const x = ", "{ a:\n", "1", "}\n"),
        ("const x = ", "() =>\n", "1", ""),
        ("const x = ", "`${\n", "1", "}`\n"),
        ("const x = ", "x<\n", "y", ">\n"),
        ("const x = a", ".b()\n", "", ""),
        ("", "class A { m() {\n", "", "}}\n"),
        ("", "if (a) {} else\n", "{}", ""),
    ],
};

const PYTHON: Language = Language {
    before: "from aws_cdk import Stack, aws_ecr as ecr\nclass S(Stack):\n  def __init__(self):
    ecr.Repository(self, 'R', image_scan_on_push=False)\n    ",
    behind: "\n",
    ending: "py",
    nested: &[
        ("x = ", "f(\n", "1", ")\n"),
        ("x = ", "{1:\n", "1", "}\n"),
        ("x = ", "(lambda:\n", "1", ")\n"),
        ("x = ", "not \\\n", "1", ""),
        ("x = (a", ".b()\n", ")", ""),
        ("x = (1", "+ a\n", ")", ""),
    ],
};

const JAVA: Language = Language {
    before: "import software.amazon.awscdk.services.ecr.Repository;\nclass S extends Stack { S() {
Repository.Builder.create(this, \"R\").imageScanOnPush(false).build();\n",
    behind: "\n} }\n",
    ending: "java",
    nested: &[
        ("Object x = ", "f(\n", "1", ");\n"),
        ("Object x = ", "new A() { Object m =\n", "1", "; }\n"),
        ("Object x = ", "(A<\n", "B", ">)\n"),
        ("Object x = a", ".b()\n", ";", ""),
        ("", "class A { void m() {\n", "", "}}\n"),
        ("", "if (a) {} else\n", "{}", ""),
    ],
};

const CSHARP: Language = Language {
    before: "using Amazon.CDK;\nusing Amazon.CDK.AWS.ECR;\nclass S : Stack { S() {
new Repository(this, \"R\", new RepositoryProps { ImageScanOnPush = false });\n",
    behind: "\n} }\n",
    ending: "cs",
    nested: &[
        ("var x = ", "f(\n", "1", ")\n"),
        ("var x = ", "new[]{\n", "1", "}\n"),
        ("var x = ", "() =>\n", "1", ";"),
        ("var x = a", ".B()\n", ";", ""),
        ("", "{\n", "", "}\n"),
        ("var x = ", "!\n", "a;", ""),
    ],
};

const GO: Language = Language {
    before: "package p\nimport \"github.com/aws/aws-cdk-go/awscdk/v2/awsecr\"\nfunc app(stack awscdk.Stack) {
awsecr.NewRepository(stack, jsii.String(\"R\"), &awsecr.RepositoryProps{ImageScanOnPush: jsii.Bool(false)})\n",
    behind: "\n}\n",
    ending: "go",
    nested: &[
        ("x := ", "f(\n", "1", ")"),
        ("x := ", "[]any{\n", "1", "}"),
        ("x := ", "!\n", "1", ""),
        ("x := a", ".\nb()", "", ""),
        ("", "if a {\n", "", "}\n"),
        ("", "{\n", "", "}\n"),
    ],
};

impl Language {
    /// A file for each way to nest, all linted in one run.
    fn check(&self) -> Run {
        let folder = Folder::new();
        for (number, (start, open, inner, close)) in self.nested.iter().enumerate() {
            let nested = format!("{start}{}{inner}{}", open.repeat(DEEP), close.repeat(DEEP));
            folder.write(&self.name(number), format!("{}{nested}{}", self.before, self.behind));
        }
        let run = check(&folder);
        for number in 0..self.nested.len() {
            let name = self.name(number);
            let said = |what: &str| run.stdout.lines().any(|line| line.starts_with(&name) && line.contains(what));
            assert!(
                said("ecr/missing-lifecycle-policy") || said("plimsoll/"),
                "nothing of {name}: {}",
                head(&run.stdout)
            );
        }
        let found = run.stdout.lines().filter(|line| line.contains("ecr/missing-lifecycle-policy")).count();
        assert!(found > self.nested.len() / 2, "only {found} were read: {}", head(&run.stdout));
        run
    }

    /// Each in a folder, and so in an app, of its own.
    fn name(&self, number: usize) -> String {
        format!("{number}/t.{}", self.ending)
    }
}

fn says(run: &Run, part: &str) {
    assert!(run.stdout.contains(part), "no `{part}` in {}", head(&run.stdout));
}

#[test]
fn typescript() {
    says(&TYPESCRIPT.check(), "levels deep");
}

#[test]
fn python() {
    says(&PYTHON.check(), "this is nested more than 200 levels deep and was not read");
}

#[test]
fn java() {
    says(&JAVA.check(), "plimsoll/syntax-error");
}

#[test]
fn csharp() {
    says(&CSHARP.check(), "code nests more than 256 levels deep here; what lies deeper is not read");
}

#[test]
fn go() {
    says(&GO.check(), "plimsoll/syntax-error");
}

#[test]
fn what_can_be_read_in_very_many_ways_takes_a_bounded_time() {
    for nested in ["f<A<\n", "$\"{\n", "a is { B:\n"] {
        let text = format!("{}var x = {}1;{}", CSHARP.before, nested.repeat(DEEP), CSHARP.behind);
        let run = check_file("T.cs", text);
        says(&run, "T.cs:");
    }
}

#[test]
fn yaml() {
    let repository = "Resources:\n  R:\n    Type: AWS::ECR::Repository\n    Properties:
      ImageScanningConfiguration: {ScanOnPush: false}\n";
    let anchors = numbered(DEEP, |number| format!("&a{number} ["));
    let mappings = numbered(3000, |level| format!("   {}k:\n", " ".repeat(level)));
    let tags = "!Sub ".repeat(DEEP);
    for deep in [
        format!("  D: {}", "[".repeat(DEEP)),
        format!("  D: {}1{}", "{a: ".repeat(DEEP), "}".repeat(DEEP)),
        format!("  D: {}x{}", "!Join [a, ".repeat(DEEP), "]".repeat(DEEP)),
        format!("  D: {anchors}"),
        format!("  D:\n    {}x\n", "- ".repeat(DEEP)),
        format!("  D:\n    {}x\n", "? ".repeat(DEEP)),
        format!("  D:\n{mappings}"),
        format!("  D: {tags}x\n"),
    ] {
        let run = check_file("t.yaml", format!("{repository}{deep}\n"));
        says(&run, "t.yaml:5:48: warning ecr/scan-disabled");
        says(&run, "error plimsoll/syntax-error");
    }
}

#[test]
fn shell() {
    let around = |nested: &str| format!("#!/bin/sh\ndocker push a:latest\n{nested}\ndocker push b:latest\n");
    let folder = Folder::new();
    let nested = [
        ("$(", ":", ")"),
        ("(", ":", ")"),
        ("{ ", ":;", "}"),
        ("if a; then ", ":", "; fi"),
        ("\"$(", ":", ")\""),
        ("${a:-", "b", "}"),
        ("a | ", ":", ""),
        ("! ", ":", ""),
        ("f() { ", ":", "; }"),
    ];
    for (number, (open, inner, close)) in nested.iter().enumerate() {
        // A larger script is no document.
        let deep = (DEEP).min(900_000 / (open.len() + close.len()));
        folder.write(&format!("{number}.sh"), around(&format!("{}{inner}{}", open.repeat(deep), close.repeat(deep))));
    }
    let listed = folder.run(&["check", "--list-files"]);
    assert_eq!(listed.stdout.lines().filter(|line| line.contains("shell-script")).count(), nested.len(), "{listed:?}");
    check(&folder);
}

#[test]
fn documents() {
    let (open, close) = ("[".repeat(DEEP), "]".repeat(DEEP));
    let run = check(
        &Folder::new()
            .with("buildspec.yml", format!("version: 0.2\nphases: {{build: {{commands: {open}x{close}}}}}\n"))
            .with("taskdef.json", format!("{{\"containerDefinitions\": [{{\"image\": \"a\", \"x\": {open}{close}}}]}}"))
            .with("workflow.yml", format!("on: push\njobs: {{a: {{steps: [{{run: {open}x{close}}}]}}}}\n"))
            .with(".npmrc", format!("a={}b{}\n", "${".repeat(DEEP), "}".repeat(DEEP))),
    );
    says(&run, "buildspec.yml:2:");
    says(&run, "taskdef.json:1:");
}

#[test]
fn xml() {
    let pom = |inside: &str| format!("<project xmlns=\"http://maven.apache.org/POM/4.0.0\">{inside}</project>");
    let spaces = numbered(20_000, |number| format!("<a xmlns:n{number}=\"u{number}\">"));
    let members = numbered(40_000, |number| format!("<k{number}/>"));
    let attributes = numbered(80_000, |number| format!(" a{number}=\"1\""));
    let laughs = numbered(11, |n| format!("<!ENTITY l{} \"{}\">", n + 1, format!("&l{n};").repeat(10)));
    let project = "<project xmlns=\"http://maven.apache.org/POM/4.0.0\">";
    let folder = Folder::new()
        .with("a/pom.xml", pom(&format!("{}{}", "<a>".repeat(DEEP), "</a>".repeat(DEEP))))
        .with("b/pom.xml", pom(&format!("{spaces}{}", "</a>".repeat(20_000))))
        .with("c/pom.xml", pom(&format!("<repositories><repository>{members}</repository></repositories>")))
        .with("d/pom.xml", pom(&format!("<a{attributes}/>")))
        .with("e/pom.xml", format!("<!DOCTYPE p [<!ENTITY l0 \"lol\">{laughs}]>{project}&l11;</project>"))
        .with("f/pom.xml", format!("<!DOCTYPE p [<!ENTITY e SYSTEM \"good.yaml\">]>{project}<id>&e;</id></project>"));
    let run = check(&folder);
    says(&run, "e/pom.xml:1:1: error plimsoll/syntax-error");
    says(&run, "f/pom.xml:1:1: error plimsoll/syntax-error");
}

#[test]
fn settings_of_an_app() {
    let program = format!("{}{}", TYPESCRIPT.before, TYPESCRIPT.behind);
    let open = "{\"a\": ".repeat(DEEP);
    let folder = Folder::new()
        .with("app.ts", format!("import {{ x }} from '@lib/x';\n{program}"))
        .with("cdk.json", format!("{{\"context\": {open}"))
        .with("tsconfig.json", format!("{{\"compilerOptions\": {{\"paths\": {open}"))
        .with("package.json", "[".repeat(DEEP));
    says(&check(&folder), "app.ts:4:50: warning ecr/scan-disabled");
}

#[test]
fn parameter_files() {
    for (name, text) in [
        ("p.json", "[".repeat(DEEP)),
        ("p.yaml", "{a: ".repeat(DEEP)),
        ("samconfig.toml", format!("a = {}{}\n", "[".repeat(DEEP), "]".repeat(DEEP))),
        ("samconfig.toml", format!("a = {}1{}\n", "{a = ".repeat(DEEP), "}".repeat(DEEP))),
        ("samconfig.toml", format!("{} = 1\n", vec!["a"; DEEP].join("."))),
        ("samconfig.toml", format!("[{}]\n", vec!["a"; DEEP].join("."))),
    ] {
        let folder = Folder::new().with("good.yaml", crate::program::TEMPLATE).with(name, text);
        let run = folder.run(&["check", "good.yaml", "--parameter-file", name]);
        assert_eq!(run.status, 2, "{name}: {}{}", head(&run.stdout), head(&run.stderr));
        assert!(run.stderr.contains(name), "{}", head(&run.stderr));
        assert!(run.stderr.len() < 10_000, "{} bytes: {}", run.stderr.len(), head(&run.stderr));
    }
}
