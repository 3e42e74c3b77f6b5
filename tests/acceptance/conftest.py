#!/usr/bin/env python3
"""Say what Conftest says of the cases in tests/conftest, and compare it with what this project says of them.

    conftest.py [CASES] [--venv DIR] [--update]

Conftest is OPA, the YAML library that OPA has too, and a page of rules about which answers count; OPA comes as a library
from PyPI, and the page stands here. A case is a folder with `policy`, a template, and `expected.txt`, a line for each
message: `error`, `warning` or `exempt`, the rule and what it says. Cases named `old` are in Rego v0, which this build of
OPA does not read. Exits with 1 on any difference.
"""

import argparse
import json
import os
import pathlib
import re
import subprocess
import sys

import opa

RULE = re.compile(r"(deny|violation|warn)(_[a-zA-Z0-9]+)*")
READER = "package reader\n\nof_yaml := yaml.unmarshal(input.text)\n\nof_json := json.unmarshal(input.text)\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=pathlib.Path, nargs="?", default=pathlib.Path("tests/conftest"))
    parser.add_argument("--venv", type=pathlib.Path, required=True, help="where OPA is or is to be installed")
    parser.add_argument("--update", action="store_true", help="write what Conftest says")
    options = parser.parse_args()
    python = options.venv / "bin" / "python"
    if not (options.venv / "installed").exists():
        opa.install(options.venv, python)
    command = [python, __file__, *sys.argv[1:]]
    sys.exit(subprocess.run(command, env=os.environ | {"PLIMSOLL_OPA": "installed"}, check=False).returncode)


def compare():
    update = "--update" in sys.argv
    named = [argument for argument in sys.argv[1:2] if not argument.startswith("-")]
    cases = sorted(path.parent for path in pathlib.Path(*(named or ["tests/conftest"])).glob("*/policy"))
    different = 0
    judged = [case for case in cases if case.name != "old"]
    for case in judged:
        said = "".join(f"{line}\n" for line in sorted(judge(case)))
        file = case / "expected.txt"
        if update:
            file.write_text(said, encoding="utf-8")
        elif said != file.read_text(encoding="utf-8"):
            different += 1
            print(f"{case.name}: Conftest says\n{said}")
    print(f"{len(judged) - different} cases equal, {different} different")
    return 1 if different or not judged else 0


def judge(case):
    import opa_bindings

    engine = opa_bindings.OpaEngine()
    engine.add_policy("reader.rego", READER)
    names = set()
    for path in sorted((case / "policy").rglob("*.rego")):
        text = path.read_text(encoding="utf-8")
        engine.add_policy(str(path), text)
        if re.search(r"^package main$", text, re.MULTILINE):
            names |= {word for word in re.findall(r"^(\w+)(?= contains| :=)", text, re.MULTILINE)}
    for document in documents(engine, next(case.glob("template.*"))):
        answers = engine.eval_document("main", document)
        exempt = {name for rules in answers.get("exception", []) for name in rules}
        for name in sorted(filter(RULE.fullmatch, names)):
            for message in messages(answers.get(name)):
                level = "warning" if name.startswith("warn") else "error"
                level = "exempt" if name.partition("_")[2] in exempt else level
                yield f"{level} conftest/main-{name.replace('_', '-').lower()}: {message}"


def documents(engine, template):
    text = template.read_text(encoding="utf-8")
    if template.suffix == ".json":
        return [engine.eval_document("reader.of_json", {"text": text})]
    read = (engine.eval_document("reader.of_yaml", {"text": part}) for part in text.split("\n---\n"))
    return [document for document in read if document is not None]


def messages(answer):
    for item in answer if isinstance(answer, list) else []:
        message = item["msg"] if isinstance(item, dict) else item
        if isinstance(message, str) and message:
            yield message


if __name__ == "__main__":
    if os.environ.get("PLIMSOLL_OPA") == "installed":
        sys.exit(compare())
    main()
