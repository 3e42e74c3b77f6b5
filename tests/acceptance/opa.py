#!/usr/bin/env python3
"""Compare the rules under the engine of this project with the same rules under a real OPA.

    opa.py CASES RULES [--venv DIR]

CASES is a folder of JSON files, one for each rule and input:
    {"rule": "ecr/mutable-tags", "input": {...}, "result": [...findings...]}
`result` is what the project's own engine said; its order does not count. RULES is the folder of the rules; every
`test_` rule in it must hold under OPA too. OPA comes as a library from PyPI, into DIR or into a folder that is
removed again. Exits with 1 on any difference, on a failed test, and where there is nothing to compare.
"""

import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import venv

PACKAGE = "opa-golib-python-bindings"
VERSION = "0.4.4"  # OPA 1.20.2
# The wheel asks for a newer Python than it needs: it is a C library behind ctypes.
WHEEL_PYTHON = "3.14"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=pathlib.Path)
    parser.add_argument("rules", type=pathlib.Path)
    parser.add_argument("--venv", type=pathlib.Path, help="where to install OPA, kept for the next run")
    options = parser.parse_args()
    for folder in (options.cases, options.rules):
        if not folder.is_dir():
            sys.exit(f"{folder} is not a folder")

    if options.venv:
        sys.exit(compare_in(options.venv, options))
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(compare_in(pathlib.Path(folder), options))


def compare_in(environment, options):
    """Run this file again with the interpreter of an environment that has OPA; its exit status is ours."""
    python = environment / "bin" / "python"
    if not (environment / "installed").exists():
        install(environment, python)
    command = [python, __file__, options.cases, options.rules]
    return subprocess.run(command, env=os.environ | {"PLIMSOLL_OPA": "installed"}, check=False).returncode


def install(environment, python):
    venv.create(environment, with_pip=True)
    with tempfile.TemporaryDirectory() as wheels:
        pip = [python, "-m", "pip", "--quiet", "--disable-pip-version-check"]
        asked = [f"{PACKAGE}=={VERSION}", "--no-deps", "--only-binary=:all:", "--python-version", WHEEL_PYTHON]
        subprocess.run([*pip, "download", "--dest", wheels, *asked], check=True)
        found = list(pathlib.Path(wheels).glob("*.whl"))
        if len(found) != 1:
            sys.exit(f"expected one wheel of {PACKAGE}, found {len(found)}")
        subprocess.run([*pip, "install", "--no-deps", "--ignore-requires-python", found[0]], check=True)
    (environment / "installed").write_text(VERSION)


def compare(cases, rules):
    import opa_bindings

    engine = opa_bindings.OpaEngine()
    tests = []
    for path in sorted(rules.rglob("*.rego")):
        text = path.read_text(encoding="utf-8")
        engine.add_policy(str(path), text)
        if path.name.endswith("_test.rego"):
            package = re.search(r"^package (\S+)", text, re.MULTILINE).group(1)
            tests.append((package, re.findall(r"^(test_\w+)", text, re.MULTILINE)))

    paths = sorted(cases.rglob("*.json"))
    equal = sum(is_equal(engine, path) for path in paths)
    passed = sum(count_passed(engine, package, names) for package, names in tests)
    print(f"{equal} cases equal, {passed} tests passed")
    if not paths or not tests:
        print("nothing to compare: there must be cases and tests")
        return 1
    return 0 if equal == len(paths) and passed == sum(len(names) for _, names in tests) else 1


def is_equal(engine, path):
    case = json.loads(path.read_text(encoding="utf-8"))
    rule = case["rule"].replace("/", ".").replace("-", "_")
    try:
        theirs = engine.eval_document(f"plimsoll.rules.{rule}.deny", case["input"])
    except Exception as error:  # The binding raises what OPA says, undefined included.
        print(f"{path.name}: OPA: {error}")
        return False
    ours, theirs = canonical(case["result"]), canonical(theirs)
    for finding in sorted(ours - theirs):
        print(f"{path.name}: only under this project's engine: {finding}")
    for finding in sorted(theirs - ours):
        print(f"{path.name}: only under OPA: {finding}")
    return ours == theirs


def canonical(findings):
    return {json.dumps(finding, sort_keys=True, ensure_ascii=False) for finding in findings}


def count_passed(engine, package, names):
    """How many tests of a package hold. One evaluation for all: OPA prepares every distinct query anew."""
    try:
        results = engine.eval_document(package, {})
    except Exception as error:
        print(f"{package}: OPA: {error}")
        return 0
    for name in names:
        if results.get(name) is not True:
            print(f"{package}.{name}: not true under OPA")
    return sum(results.get(name) is True for name in names)


if __name__ == "__main__":
    if os.environ.get("PLIMSOLL_OPA") == "installed":
        sys.exit(compare(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])))
    main()
