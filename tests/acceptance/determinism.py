#!/usr/bin/env python3
"""The same bytes from every run.

usage: determinism.py PROGRAM FOLDER... [--runs N]

Each folder is linted in every format under settings that must not matter: one, two and eight threads, other locales and
time zones, its files named one by one in another order. The program's own choice of what to look at is among them: with
a rule beside its own that asks about every resource, image and document and finds nothing, no file is passed over.
--runs adds that many further runs as JSON, with one to eight threads in turn.
"""

import argparse
import hashlib
import os
import pathlib
import random
import subprocess
import sys
import tempfile

FORMATS = ["pretty", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "markdown"]
SETTINGS = [
    {"RAYON_NUM_THREADS": "1"},
    {"RAYON_NUM_THREADS": "2", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati"},
    {"RAYON_NUM_THREADS": "8", "LC_ALL": "C", "LANG": "C", "TZ": "America/Anchorage"},
]
# More would not fit into a command line.
MOST_NAMES = 2000
EVERYTHING = """# METADATA
# title: Everything is looked at
# description: It finds nothing.
# custom:
#   level: info
#   confidence: low
#   selects:
#     resources: [%s]
#     images: true
#     constructs: true
#     documents: [codebuild-buildspec, ecr-lifecycle-policy, ecs-task-definition, github-workflow, shell-script]
package plimsoll.rules.acme.everything

deny contains {"at": ["images", 0], "message": "never"} if count(input.images) < 0
"""
TYPES = """AWS::CloudFormation::Stack AWS::CodeBuild::Project AWS::CodePipeline::Pipeline AWS::ECR::Repository
AWS::ECS::TaskDefinition AWS::IAM::Policy AWS::IAM::Role AWS::Lambda::Function AWS::S3::Bucket AWS::SNS::Topic
AWS::SQS::Queue""".split()


def run(program, arguments, settings):
    quiet = ["NO_COLOR", "CLICOLOR_FORCE", "COLUMNS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "CI_PROJECT_DIR"]
    environment = {name: value for name, value in os.environ.items() if name not in quiet}
    # Summaries of jobs and paths from the root of a repository are the business of a service.
    done = subprocess.run(
        [program, "check", "--fail-on", "never", "--show-undecided", *arguments],
        env=environment | settings, capture_output=True, check=False,
    )
    return done.returncode, done.stdout, done.stderr


def differs(what, expected, found):
    if expected == found:
        return 0
    for name, one, other in zip(("status", "output", "messages"), expected, found):
        if one != other:
            print(f"{what}: another {name}: {str(one)[:200]} … {str(other)[:200]}", file=sys.stderr)
    return 1


def files_below(folder):
    names = [str(path) for path in sorted(pathlib.Path(folder).rglob("*")) if path.is_file()]
    return [name for name in names if "/cdk.out/" not in name and "/node_modules/" not in name]


def any_settings(program, folder):
    wrong = 0
    for form in FORMATS:
        expected = run(program, [folder, "--format", form], SETTINGS[0])
        for settings in SETTINGS[1:]:
            found = run(program, [folder, "--format", form], settings)
            wrong += differs(f"{folder} as {form} with {settings}", expected, found)
    return wrong


def any_order(program, folder):
    names = files_below(folder)
    if len(names) > MOST_NAMES:
        print(f"{folder}: {len(names)} files are too many to be named one by one")
        return 0
    expected = run(program, [*names, "--format", "json"], SETTINGS[0])
    wrong = 0
    for seed in range(3):
        shuffled = random.Random(seed).sample(names, len(names))
        wrong += differs(f"{folder} in another order", expected, run(program, [*shuffled, "--format", "json"], SETTINGS[2]))
    return wrong


def any_choice(program, folder):
    """What is found does not depend on what else is looked at; only what is undecided may be said of more."""
    with tempfile.TemporaryDirectory() as pack:
        rule = pathlib.Path(pack, "acme", "everything", "rule.rego")
        rule.parent.mkdir(parents=True)
        rule.write_text(EVERYTHING % ", ".join(TYPES))
        expected = run(program, [folder, "--format", "concise"], SETTINGS[0])
        return differs(f"{folder} with a rule for everything", expected,
                       run(program, [folder, "--format", "concise", "--rules", pack], SETTINGS[2]))


def many(program, folder, runs):
    seen = set()
    for number in range(runs):
        found = run(program, [folder, "--format", "json"], {"RAYON_NUM_THREADS": str(1 + number % 8)})
        seen.add(hashlib.sha256(repr(found).encode()).hexdigest())
    if runs:
        print(f"{folder}: {runs} runs as JSON, {len(seen)} different")
    return max(0, len(seen) - 1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--runs", type=int, default=0)
    arguments = parser.parse_args()
    program = os.path.abspath(arguments.program)
    wrong = 0
    for folder in arguments.folders:
        wrong += any_settings(program, folder) + any_order(program, folder) + any_choice(program, folder)
        wrong += many(program, folder, arguments.runs)
    settings = len(SETTINGS)
    print(f"{len(FORMATS)} formats, {settings} settings, {len(arguments.folders)} folders: {wrong} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
