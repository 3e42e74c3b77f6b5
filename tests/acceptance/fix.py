#!/usr/bin/env python3
"""Fix copies of real templates and compare what they say before and after.

    python3 tests/acceptance/fix.py PLIMSOLL FOLDER [--rules PACK]

The templates and CDK programs of FOLDER are copied, fixed with --fix --unsafe-fixes and linted again. The findings that could be fixed
must be gone and no other may have come. PyYAML, which knows nothing of Plimsoll, reads every changed file: it must say
what it said, but for the properties that the fixes name, and have the same comments and line ends. With a
rule pack, its fixes are tried as well: those of a rule `fixtest/…` may set `FixTest`. CDK programs are read by Python's
own parser and by TypeScript's: without the options that fixes set, the trees before and after must be the same. Those in
Java, C# and Go are compared as text without blanks, the options and what holds them. Needs PyYAML, and for TypeScript
node with the package `typescript` (NODE_PATH).
"""

import ast
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import yaml

MAX_SHOWN = 20
SOURCES = {".py", ".ts", ".tsx", ".js", ".java", ".cs", ".go"}

# The properties that fixes set, and what they may be.
INTENDED = {
    ("ImageScanningConfiguration", "ScanOnPush"): lambda value: value is True,
    ("ImageScanningConfiguration", "ImageScanningEnabled"): lambda value: value is True,
    ("ImageTagMutability",): lambda value: value == "IMMUTABLE",
    ("LifecyclePolicy", "LifecyclePolicyText"): lambda value: "rules" in json.loads(value),
    ("VersioningConfiguration", "Status"): lambda value: value == "Enabled",
    ("ImageTestsConfiguration", "ImageTestsEnabled"): lambda value: value is True,
    ("InstanceMetadataOptions", "HttpTokens"): lambda value: value == "required",
    ("CodeSigningPolicies", "UntrustedArtifactOnDeployment"): lambda value: value == "Enforce",
    ("Artifacts", "EncryptionDisabled"): lambda value: value is False,
    ("LifecycleConfiguration", "Rules", "AbortIncompleteMultipartUpload", "DaysAfterInitiation"): lambda value: value == 7,
    ("LifecycleConfiguration", "Rules", "Status"): lambda value: value == "Enabled",
    ("EmptyOnDelete",): lambda value: value == "(lost)",
    ("ContainerDefinitions", "VersionConsistency"): lambda value: value == "(lost)",
    ("FixTest", "Inner", "Leaf"): lambda value: value == "on: 'it'",
}

# What is rightly said of a resource once a fix has mended it: a bucket that keeps versions now may keep them for ever.
CONSEQUENCES = {"s3/unbounded-noncurrent-versions": "s3/unversioned-artifacts"}

# The options that fixes set in CDK programs, by jsii's names.
OPTIONS = {
    "imageScanOnPush", "imageTagMutability", "lifecycleRules", "versioned", "transferAcceleration",
    "imageTestsConfiguration", "instanceMetadataOptions", "codeSigningPolicies", "untrustedArtifactOnDeployment",
    "imageScanningConfiguration", "lifecyclePolicy", "versioningConfiguration", "accelerateConfiguration", "fixTest",
}  # fmt: skip

# Prints each file of the list without these options.
TYPESCRIPT = """
const ts = require("typescript"), fs = require("fs");
const [options, ...files] = JSON.parse(fs.readFileSync(0, "utf8"));
const strip = (context) => (root) => {
  const visit = (node) => {
    node = ts.visitEachChild(node, visit, context);
    const keep = (member) => !(ts.isPropertyAssignment(member) && options.includes(member.name.text));
    if (ts.isObjectLiteralExpression(node)) {
      return context.factory.createObjectLiteralExpression(node.properties.filter(keep), false);
    }
    const last = ts.isNewExpression(node) && node.arguments && node.arguments[node.arguments.length - 1];
    if (last && ts.isObjectLiteralExpression(last) && last.properties.length === 0) {
      return context.factory.createNewExpression(node.expression, node.typeArguments, node.arguments.slice(0, -1));
    }
    return node;
  };
  return ts.visitNode(root, visit);
};
const printer = ts.createPrinter({ removeComments: true });
const print = (file) => {
  const root = ts.createSourceFile(file, fs.readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  if (root.parseDiagnostics.length > 0) return "cannot be parsed";
  return printer.printFile(ts.transform(root, [strip]).transformed[0]);
};
console.log(JSON.stringify(files.map(print)));
"""


class Loader(yaml.CSafeLoader):
    """Tags of intrinsic functions are kept beside their values."""


def tagged(loader, suffix, node):
    if isinstance(node, yaml.ScalarNode):
        return ("!" + suffix, loader.construct_scalar(node))
    if isinstance(node, yaml.SequenceNode):
        return ("!" + suffix, loader.construct_sequence(node, deep=True))
    return ("!" + suffix, loader.construct_mapping(node, deep=True))


def timestamp(loader, node):
    return loader.construct_scalar(node)


Loader.add_multi_constructor("!", tagged)
Loader.add_constructor("tag:yaml.org,2002:timestamp", timestamp)
Loader.add_constructor("tag:yaml.org,2002:value", timestamp)


def read(path):
    text = path.read_bytes().decode("utf-8-sig")
    if path.suffix == ".json" or text.lstrip().startswith("{"):
        try:
            return json.loads(text)
        except ValueError:
            pass
    return list(yaml.load_all(text, Loader))


def differences(old, new, path=()):
    """Each place where two values differ: its path and the new value, or what was lost."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in old.keys() | new.keys():
            if key not in old:
                yield from leaves(new[key], path + (key,))
            elif key not in new:
                yield path + (key,), "(lost)"
            else:
                yield from differences(old[key], new[key], path + (key,))
    elif isinstance(old, (list, tuple)) and isinstance(new, (list, tuple)) and len(old) == len(new):
        for index, (one, other) in enumerate(zip(old, new)):
            yield from differences(one, other, path + (index,))
    elif isinstance(old, list) and isinstance(new, list) and old == new[: len(old)]:
        for index in range(len(old), len(new)):
            yield from leaves(new[index], path + (index,))
    elif old is None and isinstance(new, dict):
        yield from leaves(new, path)
    elif old != new or type(old) is not type(new):
        yield path, new


def snake(name):
    return "".join("_" + c.lower() if c.isupper() else c for c in name)


class Strip(ast.NodeTransformer):
    """Calls without the options that fixes set."""

    def visit_Call(self, node):
        node = self.generic_visit(node)
        options = OPTIONS | {snake(option) for option in OPTIONS}
        node.keywords = [keyword for keyword in node.keywords if keyword.arg not in options]
        return node


# What begins an option, and what else a fix may write, by language.
BEGINNINGS = {".java": r"\.\s*{}\(", ".cs": r"\b{}\s*=\s*", ".go": r'\b{}"?:\s*'}
HOLDERS = {
    ".java": [(r"\bnew([\w.]+)\(", r"\1.Builder.create("), (r"\.build\(\)", "")],
    ".cs": [(r"(props:)?(null|new[\w.]*\((?=[{)])\)?(\{\})?|new[\w.]*\{\})", "")],
    ".go": [(r"&[\w.]+\{\}", "nil"), (r'"(?=\})', "")],
}


def end_of_value(text, at):
    """Where the value ends that begins here: at a bracket or a comma of the outside."""
    depth = 0
    while at < len(text):
        if text[at] in "\"`'":
            quote, at = text[at], at + 1
            while text[at] != quote:
                at += 2 if text[at] == "\\" and quote != "`" else 1
        elif text[at] in "([{":
            depth += 1
        elif text[at] in ")]}":
            if depth == 0:
                return at
            depth -= 1
        elif text[at] in ",;" and depth == 0:
            return at
        at += 1
    return at


def stripped(path):
    """The text of a Java, C# or Go file without blanks, commas, the options that fixes set and what holds them."""
    text = re.sub(r"<[\w, ]*>", "", path.read_text())
    names = OPTIONS if path.suffix == ".java" else {name[0].upper() + name[1:] for name in OPTIONS}
    beginning = re.compile(BEGINNINGS[path.suffix].format("(?:" + "|".join(sorted(names)) + ")"))
    while found := beginning.search(text):
        end = end_of_value(text, found.end())
        text = text[: found.start()] + text[end + (path.suffix == ".java") :]
    text = re.sub(r"[\s,]", "", text)
    for pattern, replacement in HOLDERS[path.suffix]:
        text = re.sub(pattern, replacement, text)
    return text


def programs(paths):
    """The trees of Python or TypeScript files without the options that fixes set."""
    if paths[0].suffix in BEGINNINGS:
        return [stripped(path) for path in paths]
    if paths[0].suffix == ".py":
        return [ast.dump(Strip().visit(ast.parse(path.read_bytes()))) for path in paths]
    request = json.dumps([sorted(OPTIONS), *map(str, paths)])
    run = subprocess.run(["node", "-e", TYPESCRIPT], input=request, capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


def leaves(value, path):
    if isinstance(value, dict) and value:
        for key, member in value.items():
            yield from leaves(member, path + (key,))
    else:
        yield path, value


def lint(program, folder, *arguments):
    command = [program, "check", ".", "--format", "json", *arguments]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1, 2) or not run.stdout:
        sys.exit(f"{command} ended with {run.returncode}: {run.stderr}")
    return json.loads(run.stdout), run.stderr


def key(finding):
    return finding["file"], finding["rule"], finding["resource"], finding["fingerprint"]


def complain(complaints, old_path, new_path):
    old, new = old_path.read_bytes(), new_path.read_bytes()
    signs = (b"//", b"/*") if new_path.suffix in SOURCES - {".py"} else (b"#",)
    comments = [sum(data.count(sign) for sign in signs) for data in (old, new)]
    if comments[0] != comments[1]:
        complaints.append(f"{new_path}: {comments[0]} comment signs became {comments[1]}")
    bare = [data.count(b"\n") - data.count(b"\r\n") for data in (old, new)]
    if b"\r\n" in old and bare[0] == 0 and bare[1] != 0:
        complaints.append(f"{new_path}: line ends were CRLF and are mixed now")
    if old.endswith(b"\n") != new.endswith(b"\n"):
        complaints.append(f"{new_path}: the end of the last line came or went")
    if new_path.suffix in SOURCES:
        before, after = programs([old_path, new_path])
        if before != after:
            complaints.append(f"{new_path}: says something else now")
        return 1
    changed = 0
    for path, value in differences(read(old_path), read(new_path)):
        names = tuple(step for step in path if isinstance(step, str))
        tail = names[names.index("Properties") + 1 :] if "Properties" in names else names
        check = INTENDED.get(tail)
        if check is None or names[0] != "Resources" or not check(value):
            complaints.append(f"{new_path}: {'.'.join(map(str, path))} became {value!r}")
        changed += 1
    return changed


def main():
    program, folder, *pack = sys.argv[1:]
    program = str(pathlib.Path(program).resolve())
    complaints = []
    with tempfile.TemporaryDirectory() as temporary:
        copy = pathlib.Path(temporary) / "templates"
        shutil.copytree(folder, copy, copy_function=shutil.copyfile)
        for directory in [copy, *(path for path in copy.rglob("*") if path.is_dir())]:
            directory.chmod(0o755)
        before, _ = lint(program, copy, *pack)
        after, notices = lint(program, copy, "--fix", "--unsafe-fixes", *pack)
        again, _ = lint(program, copy, *pack)
        fixable = {key(finding) for finding in before["findings"] if finding["fix"]}
        known = {key(finding) for finding in before["findings"]}
        left = {key(finding) for finding in again["findings"]}
        complaints += [f"not gone: {finding}" for finding in sorted(fixable & left, key=str)]
        told = {(file, rule, resource) for file, rule, resource, _ in fixable}
        follows = {of for of in left if (of[0], CONSEQUENCES.get(of[1]), of[2]) in told}
        complaints += [f"new: {finding}" for finding in sorted(left - known - follows, key=str)]
        if after["findings"] != again["findings"]:
            complaints.append("what --fix reports is not what a second run finds")
        changed = values = unread = 0
        for old in sorted(pathlib.Path(folder).rglob("*")):
            new = copy / old.relative_to(folder)
            if old.is_file() and old.read_bytes() != new.read_bytes():
                changed += 1
                try:
                    values += complain(complaints, old, new)
                except yaml.YAMLError:
                    unread += 1
        print(f"{len(fixable)} fixable of {len(known)} findings; {changed} files and {values} properties changed")
        if unread:
            print(f"{unread} changed files are not compared: PyYAML cannot read them, or could not before")
        for line in notices.splitlines():
            if not line.startswith("  "):
                print(line)
    for complaint in complaints[:MAX_SHOWN]:
        print(complaint)
    sys.exit(f"{len(complaints)} complaints" if complaints else 0)


if __name__ == "__main__":
    main()
