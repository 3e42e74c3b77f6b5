#!/usr/bin/env python3
"""Measure what a run over templates costs, here and with others.

    compare.py PLIMSOLL FOLDER [--every N] [--tools DIR] [--only NAME,...]

PLIMSOLL is the program. Of the templates below FOLDER, as PLIMSOLL lists them, every Nth is copied into one folder,
and every tool judges that folder in one process, once: the table says how much CPU time that took, how much of it for
each of PLIMSOLL's, and how much memory at most. What a tool could not do to the end is said. Where cfn-guard takes part,
the templates that it cannot read are left out for all.

cfn-lint                 all its rules
checkov                  the checks that ask what a rule of Plimsoll asks
cloudformation-validate  AWS's, its composite engine with all its rules
cfn-guard                the rules beside this file, which ask what rules of Plimsoll ask

The tools come from PyPI and crates.io into DIR, or into a folder that is removed again; one that cannot be installed is
said so.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import tempfile
import venv

HERE = pathlib.Path(__file__).resolve().parent
PYTHON = {
    "cfn-lint": "cfn-lint==1.58.0",
    "checkov": "checkov==3.3.30",
    "cloudformation-validate": "cloudformation-validate==1.14.0",
}
GUARD = ("cfn-guard", "3.2.1")
NAMES = ["cfn-guard", "cloudformation-validate", "checkov", "cfn-lint"]

# Immutable tags, scan on push, keys and policies of repositories; versioned buckets; encrypted artifacts of builds.
CHECKS = "CKV_AWS_21,CKV_AWS_32,CKV_AWS_51,CKV_AWS_78,CKV_AWS_136,CKV_AWS_163"

VALIDATE = """
import pathlib, sys
from cloudformation_validate import CompositeEngine
engine = CompositeEngine()
failed = 0
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    try:
        engine.validate_template(str(path))
    except Exception:
        failed += 1
print(f"{failed} files failed", file=sys.stderr)
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("plimsoll", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--tools", type=pathlib.Path)
    parser.add_argument("--only", default=",".join(NAMES))
    arguments = parser.parse_args()
    plimsoll = str(arguments.plimsoll.resolve())
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        templates = copy(plimsoll, arguments.folder, arguments.every, scratch / "templates")
        tools = arguments.tools or scratch / "tools"
        if "cfn-guard" in arguments.only.split(","):
            leave_out(tools, templates)
        size = sum(path.stat().st_size for path in templates.iterdir())
        print(f"{len(list(templates.iterdir()))} templates, {size / 1e6:.1f} MB\n")
        own = measure([plimsoll, "check", "--no-config", "--format", "json", "."], templates)
        rows = [("plimsoll", *own)]
        for name in arguments.only.split(","):
            try:
                command = COMMANDS[name](tools, templates)
            except (OSError, subprocess.CalledProcessError) as error:
                rows.append((name, None, None, f"not installed: {error}"))
                continue
            rows.append((name, *measure(command, templates)))
        show(rows)


def copy(plimsoll, folder, every, target):
    """Copies every Nth template, under a name of its own."""
    listed = subprocess.run(
        [plimsoll, "check", "--no-config", "--list-files", "."], cwd=folder, capture_output=True, text=True, check=True
    )
    paths = [line.split("\t")[0] for line in listed.stdout.splitlines() if line.split("\t")[1:2] == ["cloudformation"]]
    target.mkdir()
    for number, path in enumerate(sorted(paths)[::every]):
        suffix = pathlib.Path(path).suffix or ".yaml"
        shutil.copyfile(folder / path, target / f"{number:05}{suffix}")
    return target


def leave_out(tools, templates):
    """Removes the templates that cfn-guard cannot read: it ends at the first of them and judges no other."""
    try:
        command = cfn_guard(tools, templates)
    except (OSError, subprocess.CalledProcessError):
        # It is said later that it cannot be installed.
        return
    for name in names(templates):
        single = [name if part == "." else part for part in command]
        if subprocess.run(single, cwd=templates, capture_output=True).returncode not in (0, 19):
            (templates / name).unlink()


def measure(command, folder):
    """Runs a command: its CPU time in seconds, its peak memory in MB, and how it ended if not as it should."""
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    messages = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = usage.ru_utime + usage.ru_stime
    # Findings have statuses of their own; a crash has a signal or a trace.
    crashed = process.returncode < 0 or "Traceback" in messages or "panicked" in messages
    last = messages.strip().splitlines()[-1:] or [""]
    failed = last[0] if crashed or last[0].endswith("files failed") and not last[0].startswith("0 ") else ""
    if "cfn-guard" in command[0] and process.returncode not in (0, 19):
        failed = f"ended with status {process.returncode}: {last[0]}"
    return seconds, usage.ru_maxrss / 1024, failed[:90]


def python(tools, name):
    folder = tools / name
    if not (folder / "bin" / "python").exists():
        venv.create(folder, with_pip=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", PYTHON[name]], check=True)
    return folder / "bin"


def cfn_lint(tools, templates):
    return [str(python(tools, "cfn-lint") / "cfn-lint"), "--format", "json", *names(templates)]


def checkov(tools, templates):
    command = [str(python(tools, "checkov") / "checkov"), "--directory", ".", "--framework", "cloudformation"]
    return [*command, "--check", CHECKS, "--output", "json", "--quiet", "--compact", "--skip-download"]


def cloudformation_validate(tools, templates):
    return [str(python(tools, "cloudformation-validate") / "python"), "-c", VALIDATE, "."]


def cfn_guard(tools, templates):
    name, version = GUARD
    root = tools / name
    if not (root / "bin" / name).exists():
        install = ["cargo", "install", "--quiet", "--locked", name, "--version", version, "--root", str(root)]
        subprocess.run(install, check=True)
    command = [str(root / "bin" / name), "validate", "--rules", str(HERE / "rules.guard"), "--data", "."]
    return [*command, "--show-summary", "none", "--output-format", "json", "--structured"]


COMMANDS = {
    "cfn-lint": cfn_lint,
    "checkov": checkov,
    "cloudformation-validate": cloudformation_validate,
    "cfn-guard": cfn_guard,
}


def names(templates):
    return sorted(path.name for path in templates.iterdir())


def show(rows):
    own = rows[0][1]
    print("| tool | CPU seconds | times Plimsoll's | peak MB | |\n| --- | ---: | ---: | ---: | --- |")
    for name, seconds, memory, failed in rows:
        if seconds is None:
            print(f"| {name} | | | | {failed} |")
        else:
            print(f"| {name} | {seconds:.2f} | {seconds / own:.0f} | {memory:.0f} | {failed} |")


if __name__ == "__main__":
    main()
