#!/usr/bin/env python3
"""Compare what is found in CDK source with what is found in the templates that the same source becomes.

    truth.py BINARY [APP ...] [--cache DIR]

An app is a folder with a `cdk.json`; without any, all below `tests/truth` and `examples` are taken. Each is
synthesized with the real aws-cdk-lib, BINARY lints the templates and the source, and the pairs (rule, construct path)
must be equal. npm and pip install into DIR, or into a folder that is removed again. Exits with 1 on any difference,
and where there is nothing to compare.

An app may have a `truth.json`: {"runs": [{"env": {...}, "context": {...}}, ...]}. Source is judged in every world that
it shows; a template is one world. So an app is synthesized once for each run, and the findings are taken together.

What the source is known not to show yet stands there too: {"misses": [["rule", "path", "why"], ...]}. A miss that is
found after all fails like one that is not listed, so that the list only shrinks. Nothing excuses what only the source
shows.

Where the two sides cannot say the same:
- A construct made in a loop over what is not written out has a hole in its path (`Shop/{name}`). It stands for every
  construct of the templates that fits, and there must be one.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import venv

ROOT = pathlib.Path(__file__).resolve().parents[2]
CDK = "2.275.0"
# The newest TypeScript has no compiler API that others could use.
NODE_PACKAGES = {
    "aws-cdk-lib": CDK, "constructs": "10.8.1", "typescript": "5.9.3", "tsx": "4.23.15", "@types/node": "20.19.24",
}
PYTHON_PACKAGES = [f"aws-cdk-lib=={CDK}", "constructs==10.8.1"]
COMPILER_OPTIONS = {
    "strict": True, "noEmit": True, "target": "ES2022", "module": "CommonJS", "moduleResolution": "node10",
    "esModuleInterop": True, "allowJs": True, "skipLibCheck": True, "types": ["node"],
}
PATH_METADATA = {"aws:cdk:enable-path-metadata": True}
# What npm, pip, git and CDK need of the machine. Nothing else may change what an app becomes.
KEPT = ["PATH", "HOME", "TMPDIR", "SYSTEMROOT"]
OWN = "plimsoll/"
# Apps in other languages are judged by their twins: tests/twins.rs.
RUNNABLE = {".ts", ".js", ".py"}


class Failure(Exception):
    """An app that could not be compared, and why."""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", type=pathlib.Path)
    parser.add_argument("apps", type=pathlib.Path, nargs="*", metavar="APP")
    parser.add_argument("--cache", type=pathlib.Path, help="where to install and synthesize, kept for the next run")
    options = parser.parse_args()
    binary = options.binary.resolve()
    if not binary.is_file():
        sys.exit(f"{options.binary} is no file")
    apps = [app.resolve() for app in options.apps] or sorted(found_apps())
    for app in apps:
        if not (app / "cdk.json").is_file():
            sys.exit(f"{app} is no CDK app: it has no cdk.json")

    if options.cache:
        sys.exit(compare_all(binary, apps, options.cache.resolve()))
    with tempfile.TemporaryDirectory() as cache:
        sys.exit(compare_all(binary, apps, pathlib.Path(cache)))


def found_apps():
    for folder in ("tests/truth", "examples"):
        for file in (ROOT / folder).rglob("cdk.json"):
            # Apps in other languages have twins in these, see tests/twins.rs.
            if "node_modules" not in file.parts and entry(file.parent).suffix in RUNNABLE:
                yield file.parent


def compare_all(binary, apps, cache):
    install(cache)
    work = cache / "work"
    shutil.rmtree(work, ignore_errors=True)
    copies = {app: copy(app, work) for app in apps}
    commit(work)
    compile_typescript(cache, [copied for copied in copies.values() if entry(copied).suffix == ".ts"])

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(lambda app: compare(binary, app, copies[app], cache), apps))
    reports = [report(app, result) for app, result in zip(apps, results)]
    total = sum(equal for equal, _ in reports)
    different = sum(differs for _, differs in reports)
    misses = sum(len(known_misses(app)) for app in apps)
    print(f"{total} pairs equal, {misses} known misses, {different} of {len(apps)} apps differ")
    return 0 if total and not different else 1


def install(cache):
    wanted = json.dumps([NODE_PACKAGES, PYTHON_PACKAGES, sys.version])
    marker = cache / "installed"
    if marker.is_file() and marker.read_text() == wanted:
        return
    cache.mkdir(parents=True, exist_ok=True)
    manifest = {"private": True, "dependencies": NODE_PACKAGES}
    (cache / "package.json").write_text(json.dumps(manifest))
    subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--no-package-lock"], cwd=cache, check=True)
    venv.create(cache / "venv", with_pip=True)
    subprocess.run([python(cache), "-m", "pip", "install", "--quiet", *PYTHON_PACKAGES], check=True)
    marker.write_text(wanted)


def python(cache):
    return cache / "venv" / "bin" / "python"


def copy(app, work):
    """Synthesis writes beside the sources, and Node looks for packages above them: both belong into the cache."""
    target = work / app.parent.name / app.name
    shutil.copytree(app, target, ignore=shutil.ignore_patterns("node_modules", "cdk.out", ".venv", "__pycache__"))
    return target


def commit(work):
    """Apps ask git for the commit that they are built from."""
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    for role in ("AUTHOR", "COMMITTER"):
        settings |= {f"GIT_{role}_NAME": "truth", f"GIT_{role}_EMAIL": "truth@localhost"}
    for command in (["init", "--quiet"], ["commit", "--quiet", "--allow-empty", "--message", "apps"]):
        subprocess.run(["git", *command], cwd=work, env=environment() | settings, check=True)


def compile_typescript(cache, copies):
    """An app that does not compile proves nothing."""
    if not copies:
        return
    project = cache / "tsconfig.json"
    files = [str(file) for app in copies for file in app.rglob("*.ts")]
    project.write_text(json.dumps({"compilerOptions": COMPILER_OPTIONS, "files": files}))
    compiler = cache / "node_modules" / ".bin" / "tsc"
    if subprocess.run([compiler, "--project", project], cwd=cache / "work", check=False).returncode:
        sys.exit("the TypeScript apps do not compile")


def compare(binary, app, copied, cache):
    """The pairs of both sides, or why there are none."""
    try:
        templates = set()
        for number, run in enumerate(runs(copied)):
            output = copied / f"cdk.out.{number}"
            synthesize(copied, run, output, cache)
            templates |= template_pairs(binary, output)
        return templates, source_pairs(binary, app)
    except Failure as failure:
        return failure


def runs(app):
    file = app / "truth.json"
    return json.loads(file.read_text(encoding="utf-8")).get("runs", [{}]) if file.is_file() else [{}]


def entry(app):
    """The program that `cdk synth` would run; how it is run is for the cache to say."""
    command = json.loads((app / "cdk.json").read_text(encoding="utf-8"))["app"]
    return app / command.split()[-1]


def synthesize(app, run, output, cache):
    context = json.loads((app / "cdk.json").read_text(encoding="utf-8")).get("context", {})
    context |= run.get("context", {}) | PATH_METADATA
    program = entry(app)
    runner = python(cache) if program.suffix == ".py" else cache / "node_modules" / ".bin" / "tsx"
    settings = {
        "CDK_OUTDIR": str(output), "CDK_CONTEXT_JSON": json.dumps(context), "CDK_VALIDATION": "false",
        "JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION": "1", "PYTHONDONTWRITEBYTECODE": "1",
    }
    settings |= environment() | run.get("env", {})
    done = subprocess.run([runner, program], cwd=app, env=settings, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failure(f"synthesis failed\n{done.stderr.strip()}")


def environment():
    return {name: os.environ[name] for name in KEPT if name in os.environ}


def template_pairs(binary, output):
    paths = {}
    pairs = set()
    for finding in lint(binary, output):
        file = pathlib.Path(finding["file"])
        if file not in paths:
            paths[file] = construct_paths(file if file.is_absolute() else output / file)
        path = paths[file].get(finding["resource"])
        if path is None:
            raise Failure(f"{finding['resource']} of {file.name} has no construct path ({finding['rule']})")
        pairs.add((finding["rule"], path))
    return pairs


def construct_paths(template):
    """Logical id to construct path. An L2 construct keeps its resource in a child called Resource."""
    resources = json.loads(template.read_text(encoding="utf-8"))["Resources"]
    found = {id: resource.get("Metadata", {}).get("aws:cdk:path") for id, resource in resources.items()}
    return {id: path.removesuffix("/Resource") for id, path in found.items() if path}


def source_pairs(binary, app):
    return {(finding["rule"], finding["resource"]) for finding in lint(binary, app)}


def lint(binary, folder):
    command = [binary, "check", ".", "--no-config", "--format", "json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise Failure(f"{binary.name} failed on {folder}\n{done.stdout}{done.stderr}")
    findings = json.loads(done.stdout)["findings"]
    for finding in findings:
        if finding["rule"].startswith(OWN):
            raise Failure(f"{finding['file']}: {finding['message']} ({finding['rule']})")
    return [finding for finding in findings if finding["suppressed"] is None]


def report(app, result):
    """Prints the table of an app; how many pairs are equal, and whether the sides differ."""
    name = f"{app.parent.name}/{app.name}"
    if isinstance(result, Failure):
        print(f"{name}: {result}\n")
        return 0, True
    templates, source = result
    known = known_misses(app)
    missed = {pair for pair in templates if not any(stands_for(other, pair) for other in source)}
    extra = {pair for pair in source if not any(stands_for(pair, other) for other in templates)}
    equal = templates - missed
    print(f"{name}\n  {'rule':32}{'equal':>8}{'only template':>16}{'only source':>14}")
    for rule in sorted({rule for rule, _ in templates | source}):
        counts = [sum(pair[0] == rule for pair in pairs) for pairs in (equal, missed, extra)]
        print(f"  {rule:32}{counts[0]:>8}{counts[1]:>16}{counts[2]:>14}")
    sides = (("only template", missed - known), ("known miss", missed & known), ("only source", extra),
             ("listed as a miss, but found", known - missed))
    for side, pairs in sides:
        for rule, path in sorted(pairs):
            print(f"  {side}: {rule} {path}")
    print()
    return len(equal), bool(missed ^ known or extra)


def known_misses(app):
    """What the app says that its source does not show yet."""
    path = app / "truth.json"
    misses = json.loads(path.read_text()).get("misses", []) if path.is_file() else []
    return {(rule, path) for rule, path, _why in misses}


def stands_for(source, template):
    """Whether a pair of the source is this pair of the templates; see the list above for holes."""
    if source == template:
        return True
    if source[0] != template[0] or "{" not in source[1]:
        return False
    parts = re.split(r"\{[^{}]*\}", source[1])
    return re.fullmatch("[^/]+".join(map(re.escape, parts)), template[1]) is not None


if __name__ == "__main__":
    main()
