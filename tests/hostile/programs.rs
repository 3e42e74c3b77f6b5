//! CDK programs that lead in circles, or double what they have.

use crate::bounds::{check, check_file, head, numbered};
use crate::program::{Folder, Run};

const IMPORTS: &str = "import * as cdk from 'aws-cdk-lib';\nimport * as ecr from 'aws-cdk-lib/aws-ecr';\n";

/// A stack with a repository that is not scanned.
fn stack(number: usize, name: &str) -> String {
    format!(
        "export class S{number} extends cdk.Stack {{ constructor(s: any) {{ super(s, 'S');
new ecr.Repository(this, 'R', {{ imageScanOnPush: false, repositoryName: {name} }}); }} }}\n"
    )
}

fn finds(run: &Run, file: &str) {
    let found = |line: &str| line.starts_with(file) && line.contains("ecr/missing-lifecycle-policy");
    assert!(run.stdout.lines().any(found), "nothing in {file}: {}", head(&run.stdout));
}

#[test]
fn files_that_import_each_other_in_a_ring() {
    let folder = Folder::new();
    for number in 0..1000 {
        let next = (number + 1) % 1000;
        let import = format!("import {{ f{next} }} from './m{next}';\nexport const f{number} = f{next};\n");
        folder.write(&format!("m{number}.ts"), format!("{IMPORTS}{import}{}", stack(number, &format!("f{number}"))));
    }
    let run = check(&folder);
    finds(&run, "m0.ts");
    finds(&run, "m999.ts");
}

#[test]
fn files_that_hand_on_all_that_the_others_have() {
    let folder = Folder::new();
    let stars = numbered(150, |number| format!("export * from './m{number}';\n"));
    for number in 0..150 {
        let text = format!("{IMPORTS}{stars}import {{ x }} from './m0';\n{}", stack(number, "x"));
        folder.write(&format!("m{number}.ts"), text);
    }
    finds(&check(&folder), "m149.ts");
}

#[test]
fn modules_of_python_that_import_all_of_each_other() {
    let folder = Folder::new();
    let stars = numbered(200, |number| format!("from m{number} import *\n"));
    for number in 0..200 {
        let stack = format!(
            "class S{number}(Stack):\n  def __init__(self, s, i):\n    ecr.Repository(self, 'R', image_scan_on_push=False, \
             repository_name=name)\n"
        );
        folder.write(&format!("m{number}.py"), format!("from aws_cdk import Stack, aws_ecr as ecr\n{stars}{stack}"));
    }
    finds(&check(&folder), "m0.py");
}

#[test]
fn a_name_comes_through_many_stars_all_the_same() {
    let mut folder = Folder::new().with("m20.ts", "export const on = false;\nexport * from './m0';\n");
    for number in 0..20 {
        folder = folder
            .with(&format!("m{number}.ts"), format!("export * from './m0';\nexport * from './m{}';\n", number + 1));
    }
    let app = "import { on } from './m0';\nclass S extends cdk.Stack { constructor(s: any) { super(s, 'S');
new ecr.Repository(this, 'R', { imageScanOnPush: on }); } }\n";
    let run = check(&folder.with("app.ts", format!("{IMPORTS}{app}")));
    assert!(run.has("app.ts:5:50: warning ecr/scan-disabled"), "{}", head(&run.stdout));
}

#[test]
fn classes_that_extend_each_other_in_a_ring() {
    let class = |number| {
        let base = (number + 1) % 1000;
        format!(
            "class S{number} extends S{base} {{ constructor(s: any) {{ super(s, 'S');
new ecr.Repository(this, 'R{number}', {{ imageScanOnPush: false }}); }} }}\n"
        )
    };
    finds(&check_file("t.ts", format!("{IMPORTS}{}new S0(app);\n", numbered(1000, class))), "t.ts");
}

#[test]
fn calls_that_double_forty_times() {
    let double = |number: usize| {
        let next = number + 1;
        format!("function f{number}(s: any, n: string) {{ f{next}(s, n + 'a'); f{next}(s, n + 'b'); }}\n")
    };
    let text = format!(
        "{IMPORTS}class S extends cdk.Stack {{ constructor(s: any) {{ super(s, 'S'); f0(this, 'a'); }} }}\n{}
function f40(s: any, n: string) {{ new ecr.Repository(s, n, {{ imageScanOnPush: false }}); }}\nnew S(new cdk.App());\n",
        numbered(40, double)
    );
    let run = check_file("t.ts", text);
    finds(&run, "t.ts");
    assert!(run.stdout.contains("this app is too large to be followed"), "{}", head(&run.stdout));
}

#[test]
fn lists_that_double_fifty_times() {
    let double =
        |number: usize| format!("a{} = a{number} + a{number}\nb{number} = [*a{number}, *a{number}]\n", number + 1);
    let text = format!(
        "from aws_cdk import App, Stack, aws_ecr as ecr\na0 = ['x']\n{}
class S(Stack):
  def __init__(self, s, i):
    super().__init__(s, i)
    ecr.Repository(self, 'R', image_scan_on_push=False, repository_name=a49[0])
    for x in b49:
      ecr.Repository(self, x)
S(App(), 'S')\n",
        numbered(50, double)
    );
    finds(&check_file("t.py", text), "t.py");
    let double = |number: usize| format!("const a{} = a{number}.concat(a{number});\n", number + 1);
    let objects = |number: usize| format!("const o{} = {{ p: o{number}, q: o{number} }};\n", number + 1);
    let texts = |number: usize| format!("const t{} = t{number} + t{number};\n", number + 1);
    let text = format!(
        "{IMPORTS}const a0 = ['x'];\nconst o0 = {{}};\nconst t0 = 'x';\n{}{}{}{}",
        numbered(50, double),
        numbered(50, objects),
        numbered(50, texts),
        stack(0, "t50 + a50[0] + o50.p")
    );
    finds(&check_file("t.ts", text), "t.ts");
}

#[test]
fn alternatives_that_double_forty_times() {
    let choices = numbered(40, |number| format!("let v{number} = 'a'; if (p.c{number}) {{ v{number} = 'b' }}\n"));
    let name = (0..40).map(|number| format!("v{number}")).collect::<Vec<_>>().join(" + ");
    let repository = |number| {
        format!("new ecr.Repository(this, 'R{number}', {{ imageScanOnPush: p.c{number}, repositoryName: {name} }});\n")
    };
    let text = format!(
        "{IMPORTS}class S extends cdk.Stack {{ constructor(s: any, p: any) {{ super(s, 'S');\n{choices}{}}} }}\n",
        numbered(40, repository)
    );
    finds(&check_file("t.ts", text), "t.ts");
}
