#!/usr/bin/env python3
"""Run the hooks under the real pre-commit, in a repository with a planted fault.

    pre_commit.py [--program PLIMSOLL] [--tools DIR]

The hooks come from a clone of this project as it stands here, and pre-commit installs them as it does for everybody:
with `cargo install` and without the lock file. Only the target folder is lent to it, so that dependencies which are
built already are not built again. With --program nothing is built and that program is the hook.

pre-commit comes from PyPI into DIR, or into a folder that is removed again. Exits with 1 where a hook does not do what
it should.
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import venv

VERSION = "4.7.0"
PROJECT = pathlib.Path(__file__).resolve().parents[2]

FAULT = """\
Resources:
  Repo:
    Type: AWS::ECR::Repository
    Properties:
      ImageTagMutability: IMMUTABLE  # not to be changed
      ImageScanningConfiguration:
        ScanOnPush: false
      LifecyclePolicy:
        LifecyclePolicyText: |
          {"rules": [{"rulePriority": 1, "action": {"type": "expire"},
            "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 100}}]}
"""
FIXED = FAULT.replace("ScanOnPush: false", "ScanOnPush: true")
OTHER = "services:\n  web:\n    image: nginx:latest\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, help="do not build; this program is the hook")
    parser.add_argument("--tools", type=pathlib.Path, help="where to install pre-commit, kept for the next run")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        tools = (options.tools or scratch / "tools").resolve()
        pre_commit = tools / "bin/pre-commit"
        if not pre_commit.exists():
            venv.create(tools, with_pip=True)
            pip = [tools / "bin/python", "-m", "pip", "--quiet", "--disable-pip-version-check"]
            subprocess.run([*pip, "install", f"pre-commit=={VERSION}"], check=True)
        check(User(scratch, pre_commit, hooks(scratch / "hooks", options.program)))
    print("the hooks find a fault, pass when it is fixed, and respect an exclude")


def hooks(clone, program):
    """A repository of the project as it stands here."""
    shutil.copytree(PROJECT, clone, ignore=shutil.ignore_patterns("target", ".git"))
    if program:
        path = clone / ".pre-commit-hooks.yaml"
        text = re.sub(r"(?m)^  language: rust$", "  language: system", path.read_text())
        path.write_text(re.sub(r"(?m)^  entry: plimsoll ", f"  entry: {program.resolve()} ", text))
    git(clone, "init", "--quiet")
    commit(clone)
    return clone


class User:
    """A repository that uses the hooks."""

    def __init__(self, scratch, pre_commit, clone):
        self.folder = scratch / "user"
        self.folder.mkdir()
        self.pre_commit = pre_commit
        self.environment = os.environ | {
            "PRE_COMMIT_HOME": str(scratch / "home"),
            "CARGO_TARGET_DIR": os.environ.get("CARGO_TARGET_DIR", str(PROJECT / "target")),
            "NO_COLOR": "1",
        }
        git(self.folder, "init", "--quiet")
        revision = git(clone, "rev-parse", "HEAD")
        ids = "".join(f"      - id: {name}\n" for name in ("plimsoll", "plimsoll-project"))
        self.write(".pre-commit-config.yaml", f"repos:\n  - repo: {clone}\n    rev: {revision}\n    hooks:\n{ids}")

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        git(self.folder, "add", "--all")

    def read(self, name):
        return (self.folder / name).read_text()

    def run(self, *arguments):
        command = [self.pre_commit, "run", "--color=never", *arguments]
        done = subprocess.run(command, cwd=self.folder, env=self.environment, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    def config(self, **keys):
        """Says the same of every hook."""
        path = self.folder / ".pre-commit-config.yaml"
        lines = [line for line in path.read_text().splitlines() if not line.startswith("        ")]
        added = "".join(f"\n        {key}: {value}" for key, value in keys.items())
        self.write(path.name, "\n".join(line + added if "- id:" in line else line for line in lines) + "\n")


def check(user):
    user.write("infra/app.yaml", FAULT)
    user.write("compose.yaml", OTHER)
    for hook in ("plimsoll", "plimsoll-project"):
        status, output = user.run(hook)
        expect(f"{hook} finds the fault", output, status == 1 and "infra/app.yaml:7:21" in output)
        expect(f"{hook} leaves other files alone", output, "compose.yaml" not in output)

    commit(user.folder)
    user.write("README.md", "# Text\n")
    status, output = user.run("plimsoll-project")
    expect("nothing runs where nothing of interest changed", output, status == 0 and "Skipped" in output)
    user.write("compose.yaml", OTHER + "# more\n")
    status, output = user.run("plimsoll")
    expect("only changed files are looked at", output, status == 0 and "Passed" in output)
    status, output = user.run("plimsoll-project")
    expect("the project is looked at as a whole", output, status == 1 and "infra/app.yaml:7:21" in output)

    user.config(args="[--fix]")
    status, output = user.run("plimsoll", "--files", "infra/app.yaml")
    changed = "files were modified by this hook" in output and user.read("infra/app.yaml") == FIXED
    expect("a fix is applied and told", output, status == 1 and changed)
    git(user.folder, "add", "--all")
    status, output = user.run("--all-files")
    expect("the fixed file passes", output, status == 0 and output.count("Passed") == 2)

    user.config()
    user.write("infra/legacy/app.yaml", FAULT)
    user.write("plimsoll.yaml", "exclude: infra/legacy/**\n")
    status, output = user.run("--files", "infra/legacy/app.yaml")
    expect("what is excluded is excluded when it is named, too", output, status == 0 and output.count("Passed") == 2)


def expect(what, output, holds):
    if not holds:
        sys.exit(f"not true: {what}\n{output}")


def commit(folder):
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--no-verify", "--message", "a state")


def git(folder, *arguments):
    author = ["-c", "user.name=Tester", "-c", "user.email=tester@example.com", "-c", "commit.gpgSign=false"]
    command = ["git", *author, *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    main()
