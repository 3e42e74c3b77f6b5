//! CDK programs and the resources they become: each case is a few small files with the expected resources beside them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "cdk/show.rs"]
mod show;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Every folder below `tests/cdk/cases` is an app; `expected.txt` holds what its files become. `UPDATE=1` rewrites it.
#[test]
fn apps_become_resources() {
    let mut failures = String::new();
    let cases = folders(Path::new("tests/cdk/cases"));
    assert!(cases.len() >= 12, "only {} cases were found", cases.len());
    for case in cases {
        let shown = show::app(&case);
        let expected = case.join("expected.txt");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&expected, &shown).unwrap();
        }
        if fs::read_to_string(&expected).unwrap_or_default() != shown {
            let _ = writeln!(failures, "== {} ==\n{shown}", case.display());
        }
    }
    assert!(failures.is_empty(), "these apps become something else now (UPDATE=1 rewrites):\n{failures}");
}

fn folders(root: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> =
        fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// So do those in Java.
#[test]
fn hostile_java_is_bounded() {
    let methods = [
        (
            "calls of builders",
            String::new(),
            format!("Repository.Builder.create(s, \"R\"){}.build();", ".tag(1)".repeat(5_000)),
        ),
        (
            "constructors",
            "static class A { A(int a) { this(a); } A(int a, int b) { this(b); } }".to_owned(),
            "new A(1);".to_owned(),
        ),
        ("methods", "static Object f(Object a) { return f(f(f(f(a)))); }".to_owned(), "f(1);".to_owned()),
        ("fields", "static String a = b; static String b = a + a;".to_owned(), "new Repository(s, a);".to_owned()),
        (
            "doubled lists",
            String::new(),
            (1..60).fold("List<Object> a0 = List.of(1, 1);".to_owned(), |text, n| {
                format!("{text}\nList<Object> a{n} = List.of(a{0}, a{0}, 1);", n - 1)
            }),
        ),
        (
            "nested builders",
            String::new(),
            (1..5_000).fold("var b0 = RepositoryProps.builder().tag(1);".to_owned(), |text, n| {
                format!("{text}\nvar b{n} = RepositoryProps.builder().tag(b{}.build());", n - 1)
            }),
        ),
        ("formats", String::new(), format!("String.format(\"{}\", {}1);", "%s".repeat(3_000), "1, ".repeat(3_000))),
        ("switches", String::new(), format!("var x = {};", "switch (s) { default -> ".repeat(2_000))),
    ];
    for (name, members, body) in methods {
        let head =
            "import java.util.*;\nimport software.amazon.awscdk.*;\nimport software.amazon.awscdk.services.ecr.*;";
        let text = format!(
            "{head}\nclass A {{ {members} public static void main(String[] args) {{\nStack s = new Stack(new App(), \"S\");\n{body}\nnew Repository(s, \"After\");\n}} }}\n"
        );
        let shown = show::text("A.java", &text);
        let whole = shown.contains("S/After AWS::ECR::Repository") || shown.contains("too large to be followed");
        assert!(whole || name == "switches", "{name} lost the rest of its file silently:\n{shown}");
    }
}

/// Programs that nobody writes end in time, and without a crash.
#[test]
fn hostile_programs_are_bounded() {
    let head = "import { Stack, aws_ecr as ecr, aws_codepipeline as p } from 'aws-cdk-lib';\nconst s = new Stack();\n";
    let repeated = |line: &dyn Fn(usize) -> String, count: usize| (1..count).map(line).collect::<String>();
    let last = |program: String, value: &str| {
        format!(
            "{head}{program}new ecr.Repository(s, 'R', {{ repositoryName: {value} }});\nnew ecr.Repository(s, 'After');\n"
        )
    };
    let programs = [
        ("parentheses", last(String::new(), &format!("{}1{}", "(".repeat(60_000), ")".repeat(60_000)))),
        ("sums", last(String::new(), &format!("'a'{}", " + 'a'".repeat(5_000)))),
        (
            "doubled lists",
            last(
                format!("const a0 = [1];\n{}", repeated(&|n| format!("const a{n} = [a{0}, a{0}];\n", n - 1), 60)),
                "a59",
            ),
        ),
        (
            "doubled texts",
            last(
                format!(
                    "const a0 = 'x';\n{}",
                    repeated(&|n| format!("const a{n} = `${{a{0}}}${{a{0}}}`;\n", n - 1), 60)
                ),
                "a59",
            ),
        ),
        (
            "doubled calls",
            last(
                format!(
                    "const a0 = 1;\n{}",
                    repeated(&|n| format!("const a{n} = new p.Artifact(a{0}, a{0});\n", n - 1), 60)
                ),
                "a59",
            ),
        ),
        (
            "long chain",
            last(
                format!("const a0 = 'x';\n{}", repeated(&|n| format!("const a{n} = [a{}];\n", n - 1), 15_000)),
                "a14999",
            ),
        ),
        (
            "long chain of names",
            last(
                format!("const a0 = 'x';\n{}", repeated(&|n| format!("const a{n} = a{};\n", n - 1), 15_000)),
                "a14999",
            ),
        ),
        (
            "members",
            last(
                format!("const a0 = s;\n{}", repeated(&|n| format!("const a{n} = a{}.node;\n", n - 1), 15_000)),
                "a14999.node",
            ),
        ),
        (
            "conditions",
            last(String::new(), &repeated(&|n| format!("(process.env.A{n} ? 'a{n}' : 'b{n}') + "), 40))
                .replace("+  }", "+ 'x' }"),
        ),
        ("recursion", last("const f = (x: any): any => [f(x), f(x), f(x)];\n".to_owned(), "f(1)")),
        (
            "callbacks",
            last(
                "const l = [1,2,3,4,5,6,7,8,9];\nconst f = (x: any): any => l.map(y => l.map(z => l.map(f)));\n"
                    .to_owned(),
                "f(1)",
            ),
        ),
    ];
    for (name, text) in programs {
        let shown = show::text("app.ts", &text);
        let whole = shown.contains("After AWS::ECR::Repository") || shown.contains("too large to be followed");
        assert!(whole || name == "parentheses", "{name} lost the rest of its file silently");
    }
}

/// The same in Go, where structs contain each other and functions stand for classes.
#[test]
fn hostile_go_programs_are_bounded() {
    let head = "package main\n\nimport (\n\t\"github.com/aws/aws-cdk-go/awscdk/v2\"\n\
        \t\"github.com/aws/aws-cdk-go/awscdk/v2/awsecr\"\n\t\"github.com/aws/jsii-runtime-go\"\n)\n";
    let repeated = |line: &dyn Fn(usize) -> String, count: usize| (1..count).map(line).collect::<String>();
    let doubled = repeated(&|n| format!("\ta{n} := []any{{a{0}, a{0}}}\n", n - 1), 60);
    let joined = repeated(&|n| format!("\ta{n} := a{0} + a{0}\n", n - 1), 60);
    let copied = repeated(&|n| format!("\ta{n} := a{}\n", n - 1), 5_000);
    let structs = repeated(&|n| format!("type T{n} struct {{ T{}; a, b T{} }}\n", n - 1, n - 1), 40);
    let programs = [
        ("doubled lists", "", format!("\ta0 := []any{{1}}\n{doubled}"), "a59"),
        ("doubled texts", "", format!("\ta0 := \"x\"\n{joined}"), "&a59"),
        ("long chain", "", format!("\tvar a0 P\n{copied}"), "a4999.Name"),
        (
            "structs in structs",
            &*format!("type T0 struct {{ Name *string }}\n{structs}"),
            "\tvar a T39\n".into(),
            "a.Name",
        ),
        ("a struct in itself", "type T struct { T; U U }\ntype U struct { T }\n", "\ta := T{}\n".into(), "a.Name"),
        ("recursion", "func f(x int) *string { f(x); f(x); return f(x) }\n", String::new(), "f(1)"),
        (
            "loops",
            "",
            "\tfor a := range f { for b := range a { for c := range b { g(a, b, c) } } }\n".repeat(300),
            "nil",
        ),
    ];
    for (name, types, body, value) in programs {
        let text = format!(
            "{head}type P struct {{ Name *string }}\n{types}func main() {{\n\
            \ts := awscdk.NewStack(nil, jsii.String(\"S\"), nil)\n{body}\
            \tawsecr.NewRepository(s, jsii.String(\"R\"), &awsecr.RepositoryProps{{RepositoryName: {value}}})\n\
            \tawsecr.NewRepository(s, jsii.String(\"After\"), nil)\n}}\n"
        );
        let shown = show::text("main.go", &text);
        let whole = shown.contains("After AWS::ECR::Repository") || shown.contains("too large to be followed");
        assert!(whole, "{name} lost the rest of its file silently:\n{shown}");
    }
}

/// What only C# has is bounded too: aliases and base classes in circles, members that are their own values.
#[test]
fn hostile_programs_in_csharp_are_bounded() {
    let head = "using Amazon.CDK;\nusing Amazon.CDK.AWS.ECR;\n";
    let main = "var stack = new Stack(new App(), \"S\");\n";
    let repository =
        |name: &str| format!("new Repository(stack, \"R\", new RepositoryProps {{ RepositoryName = {name} }});\n");
    let many = |line: &dyn Fn(usize) -> String| (1..60).map(line).collect::<String>();
    let programs = [
        (
            "aliases",
            format!(
                "using A = B;\nusing B = A;\nusing C = D.E;\nusing D = C.F;\n{main}{}new A();\nnew C();\n",
                repository("A.B + C.D")
            ),
        ),
        (
            "base classes",
            format!(
                "{main}{}new A();\nclass A : B {{ }}\nclass B : A {{ }}\nclass C : C {{ public C() : this(1) {{ }} public C(int a) : this() {{ }} }}\n",
                repository("new A().X + new C().Y")
            ),
        ),
        (
            "members",
            format!(
                "{main}{}class A {{ public static string X => Y; public static string Y => X; public string Z {{ get; }} = new A().Z; }}\n",
                repository("A.X + new A().Z")
            ),
        ),
        (
            "initialisers",
            format!(
                "{main}var a0 = new[] {{ 1 }};\n{}{}",
                many(&|n| format!("var a{n} = new StackProps {{ X = a{0}, Y = a{0} }};\n", n - 1)),
                repository("a59")
            ),
        ),
        ("recursion", format!("{main}object F(object x) => new[] {{ F(x), F(x), F(x) }};\n{}", repository("F(1)"))),
        (
            "extensions",
            format!(
                "{main}stack.F();\n{}static class E {{ public static void F(this Stack s) {{ s.F(); s.F(); s.F(); }} }}\n",
                repository("\"x\"")
            ),
        ),
    ];
    for (name, text) in programs {
        let shown = show::text("Program.cs", &format!("{head}{text}"));
        let whole = shown.contains("S/R AWS::ECR::Repository") || shown.contains("too large to be followed");
        assert!(whole, "{name} lost the rest of its file silently:\n{shown}");
    }
}
