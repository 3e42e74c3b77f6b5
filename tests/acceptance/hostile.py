#!/usr/bin/env python3
"""What hostile input costs: the table of SECURITY.md.

Makes each input in a folder of its own beside a good file, lints it, and prints seconds of processor time and peak
memory. It fails where the finding of the good file is missing, or where a run takes more than ten seconds or a gigabyte.
A machine that is slow or has other work may be given more seconds.
"""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile

MOST_MEGABYTES = 1000
GOOD = """Resources:
  Store:
    Type: AWS::ECR::Repository
    Properties:
      ImageScanningConfiguration: {ScanOnPush: false}
"""
FOUND = "good.yaml:5:48: warning ecr/scan-disabled"
DEEP = 100_000
TEMPLATE = "Resources:\n  R: {Type: AWS::ECR::Repository}\n"
TYPESCRIPT = "import * as cdk from 'aws-cdk-lib';\nimport * as ecr from 'aws-cdk-lib/aws-ecr';\n"
STACK = "export class S%s extends cdk.Stack { constructor(s: any) { super(s, 'S');\n%s } }\n"
RULE = """# METADATA
# title: A hostile rule
# description: It wants more than its share.
# custom:
#   level: warning
#   confidence: high
#   selects: {resources: ["AWS::ECR::Repository"]}
package plimsoll.rules.acme.hostile

deny contains {"at": ["resources", id], "message": message} if {
\tsome id, _ in input.types["AWS::ECR::Repository"]
"""


def parts(count, part):
    return "".join(part(number) for number in range(count))


def nested(opening, closing="", inner="1"):
    return opening * DEEP + inner + closing * DEEP


def deep_documents():
    json = '{"Resources": {"R": {"Type": "AWS::ECR::Repository", "Properties": '
    yield "t.yaml", TEMPLATE + "  D: " + nested("[", "]")
    yield "u.yaml", TEMPLATE + "  D:\n    " + nested("- ")
    yield "t.json", json + nested('{"a":', "}") + "}}}"
    yield "a/pom.xml", "<project xmlns='http://maven.apache.org/POM/4.0.0'>" + nested("<a>", "</a>") + "</project>"
    yield ".npmrc", "a=" + nested("${", "}")
    yield "t.sh", "#!/bin/sh\ndocker push a:latest\n" + nested("$(", ")") + "\n"
    yield "buildspec.yml", "version: 0.2\nphases: {build: {commands: " + nested("[", "]") + "}}\n"


def deep_programs():
    yield "a/t.ts", TYPESCRIPT + STACK % ("", "const x = " + nested("f(\n", ")\n") + nested("if (a) {} else\n", "", "{}"))
    yield "b/t.py", "from aws_cdk import Stack\nx = " + nested("f(\n", ")\n") + "\ny = " + nested("not \\\n") + "\n"
    java = "import software.amazon.awscdk.Stack;\nclass S extends Stack { S() {\nObject x = %s;\n} }\n"
    yield "c/S.java", java % nested("f(\n", ")\n")
    yield "d/S.java", java % ("a" + nested(".b()\n", "", ""))
    go = "package p\nimport \"github.com/aws/aws-cdk-go/awscdk/v2/awsecr\"\nfunc app(stack awscdk.Stack) {\nx := %s\n}\n"
    yield "e/t.go", go % nested("f(\n", ")")
    yield "f/t.go", go % nested("[]any{\n", "}")


def deep_csharp():
    text = "using Amazon.CDK;\nclass S : Stack { S() {\nvar x = %s;\n} }\n"
    for name, opening, closing in [("a", "f(\n", ")\n"), ("b", "new[]{\n", "}\n"), ("c", "() =>\n", ""), ("d", "!\n", "")]:
        yield f"{name}/S.cs", text % nested(opening, closing)


def conditions(count):
    yield "t.yaml", "".join([
        "Parameters:\n", parts(count, lambda n: f"  P{n}: {{Type: String, Default: a}}\n"),
        "Conditions:\n", parts(count, lambda n: f"  C{n}: !Equals [!Ref P{n}, b]\n"),
        "Resources:\n", parts(count, lambda n: f"  R{n}: {{Type: AWS::ECR::Repository, Condition: C{n}}}\n"),
    ])


def long_lines():
    name = "x" * 1_000_000
    yield "t.yaml", TEMPLATE + f"  L: {{Type: A::B::C, D: \"{name}\"}}\n"
    yield "t.json", '{"Resources": {"R": {"Type": "A::B::C", "Properties": "%s"}}}' % name
    yield "t.ts", TYPESCRIPT + STACK % ("", f"new ecr.Repository(this, '{name}');")
    yield "t.py", f"from aws_cdk import Stack\nx = '{name}'\n"
    yield "T.java", f"import software.amazon.awscdk.Stack;\nclass T {{ String x = \"{name}\"; }}\n"
    yield "T.cs", f"using Amazon.CDK;\nclass T {{ string x = \"{name}\"; }}\n"
    yield "t.go", f"package p\nimport \"github.com/aws/aws-cdk-go/awscdk/v2\"\nvar x = \"{name}\"\n"


def loops():
    body = "{'R${I0}${I1}${I2}${I3}${I4}': {Type: AWS::ECR::Repository}}"
    values = parts(100, lambda number: f"v{number}, ")
    for level in range(5):
        body = f"{{'Fn::ForEach::L{level}': [I{level}, [{values}], {body}]}}"
    yield "t.yaml", f"Transform: AWS::LanguageExtensions\nResources: {body}\n"


def mappings():
    lookup = "!FindInMap [M, A, B]"
    yield "t.yaml", f"Mappings: {{M: {{A: {{B: !FindInMap [{lookup}, {lookup}, {lookup}]}}}}}}\n{TEMPLATE}" + parts(
        50, lambda n: f"  R{n}: {{Type: AWS::ECR::Repository, Properties: {{RepositoryName: {lookup}}}}}\n")
    yield "u.yaml", "Mappings: {M: {A: {B: [%s]}}}\n%s  L: {Type: AWS::ECR::Repository, Properties: {Tags: [%s]}}\n" % (
        "a, " * 20_000, TEMPLATE, "!FindInMap [M, A, B], " * 10_000)


def stacks():
    for own, other in ["ab", "ba"]:
        stack = "  N%s: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: %s.yaml, Parameters: {P: !Ref P}}}\n"
        yield f"{own}.yaml", "Parameters: {P: {Type: String}}\n" + TEMPLATE + parts(10, lambda n: stack % (n, other))


def encodings():
    yield "latin.yaml", TEMPLATE.encode() + b"  D: \xe9\xff\xfe\n"
    yield "wide.yaml", TEMPLATE.encode("utf-16")
    yield "nul.yaml", TEMPLATE.encode() + b"\0" * 1_000_000
    yield "t.ts", TYPESCRIPT.encode() + b"const x = '\xff\0';\n" * 10_000


def doubled(number):
    return f"function f{number}(s: any, n: string) {{ f{number + 1}(s, n + 'a'); f{number + 1}(s, n + 'b'); }}\n"


def calls():
    last = "function f40(s: any, n: string) { new ecr.Repository(s, n, { imageScanOnPush: false }); }\nnew S(new cdk.App());\n"
    yield "t.ts", TYPESCRIPT + STACK % ("", "f0(this, 'a');") + parts(40, doubled) + last


def alternatives():
    choices = parts(40, lambda n: f"let v{n} = 'a'; if (p.c{n}) {{ v{n} = 'b' }}\n")
    name = " + ".join(f"v{number}" for number in range(40))
    repository = "new ecr.Repository(this, 'R%s', { imageScanOnPush: p.c%s, repositoryName: %s });\n"
    yield "t.ts", TYPESCRIPT + STACK % ("", choices + parts(40, lambda n: repository % (n, n, name)))


def doubling_lists():
    lists = parts(50, lambda n: f"a{n + 1} = a{n} + a{n}\nb{n} = [*a{n}, *a{n}]\n")
    yield "t.py", "from aws_cdk import App, Stack, aws_ecr as ecr\na0 = ['x']\n" + lists + (
        "class S(Stack):\n  def __init__(self, s, i):\n    super().__init__(s, i)\n    for x in b49:\n"
        "      ecr.Repository(self, x)\nS(App(), 'S')\n")


def ring(count):
    for number in range(count):
        after = (number + 1) % count
        body = f"new ecr.Repository(this, 'R', {{ imageScanOnPush: false, repositoryName: f{number} }});"
        imports = f"import {{ f{after} }} from './m{after}';\nexport const f{number} = f{after};\n"
        yield f"m{number}.ts", TYPESCRIPT + imports + STACK % (number, body)


def stars():
    imports = parts(300, lambda number: f"from m{number} import *\n")
    for number in range(300):
        yield f"m{number}.py", "from aws_cdk import Stack, aws_ecr as ecr\n" + imports + (
            f"class S{number}(Stack):\n  def __init__(self, s, i):\n"
            "    ecr.Repository(self, 'R', image_scan_on_push=False, repository_name=name)\n")


def many_stacks():
    body = parts(200, lambda number: f"new sns.Topic(this, 'T{number}', {{ fifo: false }});\n")
    for number in range(1000):
        yield f"{number}.ts", TYPESCRIPT.replace("ecr", "sns") + STACK % (number, body)


def repeated_stack():
    body = parts(200, lambda number: f"new ecr.Repository(this, 'R{number}', {{ imageScanOnPush: false }});\n")
    created = parts(2000, lambda number: f"new S(app, 'S{number}');\n")
    yield "t.ts", TYPESCRIPT + STACK % ("", body) + "const app = new cdk.App();\n" + created


def baseline():
    entry = ('{"file": "%s.yaml", "rule": "ecr/scan-disabled", "fingerprint": "%032x", "ordinal": 0, "message": "x"}')
    entries = ", ".join(entry % (number % 1000, number) for number in range(200_000))
    yield "plimsoll-baseline.json", '{"version": 1, "findings": [%s]}' % entries


def devices(folder):
    os.mkfifo(folder / "pipe.yaml")
    (folder / "up").symlink_to("..")
    (folder / "loop").symlink_to("loop")
    (folder / "zero.yaml").symlink_to("/dev/zero")


def deep_folder(folder):
    # Longer than any path that a system takes at once.
    here = os.getcwd()
    os.chdir(folder)
    for _ in range(3000):
        os.mkdir("d")
        os.chdir("d")
    pathlib.Path("t.yaml").write_text(TEMPLATE)
    os.chdir(here)


def large_pack(folder):
    (folder / "pack/a/b/fixtures").mkdir(parents=True)
    (folder / "pack/a/b/rule.rego").write_text(RULE)
    with open(folder / "pack/a/b/fixtures/large.bin", "wb") as file:
        file.truncate(3_000_000_000)


def rule(body):
    yield "pack/acme/hostile/rule.rego", RULE + body + "}\n"


def doubled_list():
    double = parts(39, lambda number: f"\tt{number + 1} := [t{number}, t{number}]\n")
    return rule(f"\tt0 := [1]\n{double}\tmessage := t39\n")


def doubling(name, begin, step):
    double = parts(40, lambda number: f"\t{name}{number + 1} := {step.replace('T', f'{name}{number}')}\n")
    return f"\t{name}0 := {begin}\n{double}"


def endless_step():
    lists = doubling("a", "[1]", "[T, T]") + doubling("b", "[1]", "[T, T]")
    return rule(lists + "\ta40 == b40\n\tmessage := \"x\"\n")


def doubled_text():
    return rule(doubling("a", '"0123456789abcdef"', 'concat("", [T, T])') + "\tmessage := a40\n")


LOOP = "\tcount([1 | some a in numbers.range(1, 2000); some b in numbers.range(1, 2000); " \
       "some c in numbers.range(1, 2000); a + b + c < 0]) > 0\n\tmessage := \"x\"\n"
PACK = ["--rules", "pack"]
RESOURCE = '"R%s":{"Type":"A::B::C"},'

# What it is, the files or who makes them, and arguments besides.
INPUTS = [
    ("100,000 levels of YAML, JSON, XML, `.npmrc`, a script, a build specification", deep_documents, []),
    ("100,000 levels of TypeScript, Java, Python, Go", deep_programs, []),
    ("100,000 levels of C#", deep_csharp, []),
    ("an alias bomb", lambda: [("t.yaml", parts(30, lambda n: f"l{n}: &l{n} [{', '.join([f'*l{n - 1}' if n else 'x'] * 9)}]\n")
                                + TEMPLATE)], []),
    ("50,000 aliases of a text of 100 KB", lambda: [("t.yaml", f'Mappings: &a "{"x" * 100_000}"\n' + TEMPLATE
        + f"  A: {{Type: AWS::ECR::Repository, Properties: {{Tags: [{'*a, ' * 50_000}]}}}}\n")], []),
    ("2^40 assignments of conditions", lambda: conditions(40), []),
    ("mappings that look themselves up, and a list of 20,000 that is looked up 10,000 times", mappings, []),
    ("five loops of `Fn::ForEach` over 100 values in each other", loops, []),
    ("two stacks that nest ten times in each other", stacks, []),
    ("50 MB of YAML", lambda: [("t.yaml", TEMPLATE + "# and so on, and so on\n" * 2_200_000)], []),
    ("31 MB: 850,000 resources, none at fault", lambda: [("t.json", '{"Resources": {%s"Last": {"Type": "A::B::C"}}}'
                                           % parts(850_000, lambda n: RESOURCE % f"{n:012}"))], []),
    ("lines of a million characters in seven syntaxes", long_lines, []),
    ("invalid UTF-8, UTF-16, a million NUL bytes", encodings, []),
    ("20,000 empty files", lambda: ((f"{number}.yaml", "") for number in range(20_000)), []),
    ("a folder 3,000 deep", deep_folder, []),
    ("pipes, devices, links in a circle", devices, []),
    ("a list of ignored files of 24 MB", lambda: [(".gitignore", "*a*b*c*d*\n" * 2_400_000)], []),
    ("a baseline of 200,000 findings, 26 MB", baseline, ["--baseline", "plimsoll-baseline.json"]),
    ("a pack with a file of 3 GB", large_pack, PACK),
    ("a rule without end", lambda: rule(LOOP), PACK),
    ("a rule whose step has no end", endless_step, PACK),
    ("a rule that doubles a text 40 times", doubled_text, PACK),
    ("a rule whose answer has 2^40 members", doubled_list, PACK),
    ("CDK: 2^40 calls", calls, []),
    ("CDK: 2^40 alternatives", alternatives, []),
    ("CDK: lists that double 50 times", doubling_lists, []),
    ("CDK: 2,000 modules that import each other in a ring", lambda: ring(2000), []),
    ("CDK: 300 modules of Python that import all of each other", stars, []),
    ("CDK: a stack of 200 constructs that is created 2,000 times", repeated_stack, []),
    ("CDK: 1,000 stacks of 200 constructs, each in a file, none at fault", many_stacks, []),
]
# Refused before anything is linted.
REFUSED = {"a pack with a file of 3 GB"}


def make(folder, files):
    (folder / "good.yaml").write_text(GOOD)
    if files in (devices, deep_folder, large_pack):
        files(folder)
        return
    for name, text in files():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def make_apart(folder, files):
    """A child that is started from a large process is taken to be as large."""
    child = os.fork()
    if not child:
        make(folder, files)
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        sys.exit("the input cannot be made")


def run(program, folder, arguments):
    """What it writes, seconds of processor time, megabytes."""
    with open(folder.parent / "out", "w+b") as out:
        process = subprocess.Popen([program, "check", "--format", "concise", *arguments], cwd=folder, stdout=out, stderr=out,
                                   stdin=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        found = any(FOUND.encode() in line for line in out)
        out.seek(0)
        begin = out.read(500).decode(errors="replace")
    return process.returncode, found, begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=os.path.abspath)
    parser.add_argument("names", nargs="*", metavar="NAME", help="a part of the name of an input")
    parser.add_argument("--seconds", type=float, default=10)
    asked = parser.parse_args()
    print("| input | s | MB |\n|---|--:|--:|")
    wrong = []
    for what, files, arguments in INPUTS:
        if asked.names and not any(name in what for name in asked.names):
            continue
        with tempfile.TemporaryDirectory() as parent:
            folder = pathlib.Path(parent, "input")
            folder.mkdir()
            make_apart(folder, files)
            status, found, begin, seconds, megabytes = run(asked.program, folder, arguments)
            subprocess.run(["rm", "-rf", folder], check=True)
        print(f"| {what} | {seconds:.1f} | {megabytes:.0f} |", flush=True)
        if status not in (1, 2) or not (found or what in REFUSED):
            wrong.append(f"{what}: status {status}, and the finding of the good file is missing: {begin}")
        if seconds > asked.seconds or megabytes > MOST_MEGABYTES:
            wrong.append(f"{what}: more than {asked.seconds:g} s or {MOST_MEGABYTES} MB")
    print("\n".join(wrong), file=sys.stderr)
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
