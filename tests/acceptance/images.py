#!/usr/bin/env python3
"""Count how many image references of CDK sources are decided: known, computed when the app runs, or given from outside.

    images.py BINARY FOLDER...

What is left is undecided, and its reasons are listed: what could be followed and is not yet.
"""

import collections
import json
import pathlib
import subprocess
import sys

PACK = pathlib.Path(__file__).resolve().parent / "images"
RULE = "image/how-known"
LANGUAGES = {
    ".ts": "TypeScript", ".tsx": "TypeScript", ".js": "TypeScript", ".py": "Python", ".java": "Java", ".cs": "C#", ".go": "Go",
}
# What only a run or a deployment can tell, whoever reads the source.
OUTSIDE = (
    "is known only when the app runs", "is given when the app runs", "known at deployment only", "has no default",
    "the tag is a parameter that a deployment gives", "is no file of this run",
)


def main():
    binary, *folders = sys.argv[1:]
    counts = collections.defaultdict(collections.Counter)
    reasons = collections.Counter()
    for folder in folders:
        command = [binary, "check", folder, "--rules", PACK, "--format", "json", "--fail-on", "never"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode not in (0, 1):
            sys.exit(done.stderr)
        for finding in json.loads(done.stdout)["findings"]:
            language = LANGUAGES.get(pathlib.Path(finding["file"]).suffix)
            if finding["rule"] != RULE or not language:
                continue
            answer, reason = finding["message"].split(": ")[0].split(", ", 1)
            if answer == "known":
                counts[language][reason] += 1
            elif any(known in reason for known in OUTSIDE):
                counts[language]["from outside"] += 1
            else:
                counts[language]["undecided"] += 1
                reasons[language, reason] += 1
    for language, answers in sorted(counts.items()):
        total = sum(answers.values())
        decided = total - answers["undecided"]
        print(f"{language}: {decided} of {total} decided ({decided / total:.0%}): {dict(answers)}")
    for (language, reason), count in reasons.most_common():
        print(f"  {count:4} {language}: {reason}")


if __name__ == "__main__":
    main()
