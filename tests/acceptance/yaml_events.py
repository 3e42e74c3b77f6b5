"""Compares the trees of the YAML files below a folder with the events of PyYAML's C loader.

    python3 tests/acceptance/yaml_events.py FOLDER

Compared are kind, explicit tag, style, decoded value and order. PyYAML is installed into a temporary
environment. Files that PyYAML rejects are counted and left out. The exit status is 1 below 99.9 %.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import venv

STYLES = {None: "plain", "": "plain", "'": "single", '"': "double", "|": "literal", ">": "folded"}
STANDARD = "tag:yaml.org,2002:"


def main():
    if os.environ.get("YAML_EVENTS_INNER") is None:
        return run_inside_environment()
    files = [path for path in sorted(pathlib.Path(sys.argv[1]).rglob("*")) if is_yaml(path)]
    equal, different, rejected, unreadable = compare(files)
    total = equal + len(different)
    for path, why in different:
        print(f"differs: {path}: {why}")
    share = 100 * equal / total if total else 0
    print(f"{equal} of {total} equal ({share:.2f} %); PyYAML rejects {len(rejected)}, not UTF-8: {unreadable}")
    lenient = [path for path, has_errors in rejected if not has_errors]
    for path in lenient:
        print(f"accepted here only: {path}")
    return 0 if share >= 99.9 else 1


def run_inside_environment():
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = os.path.join(folder, "bin", "python")
        subprocess.run([python, "-m", "pip", "install", "--quiet", "PyYAML"], check=True)
        return subprocess.run([python, *sys.argv], env={**os.environ, "YAML_EVENTS_INNER": "1"}).returncode


def is_yaml(path):
    if not path.is_file() or path.suffix not in (".yaml", ".yml", ".template"):
        return False
    head = path.read_bytes().lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    return not (path.suffix == ".template" and head in (b"{", b"["))


def compare(files):
    readable = [path for path in files if is_utf8(path)]
    different, rejected, equal = [], [], 0
    with tempfile.TemporaryDirectory() as folder:
        listed = os.path.join(folder, "list")
        pathlib.Path(listed).write_text("".join(f"{path.resolve()}\n" for path in readable))
        project = pathlib.Path(__file__).parent.parent.parent
        command = ["cargo", "test", "--quiet", "--test", "yaml_events"]
        subprocess.run(command, cwd=project, env={**os.environ, "YAML_EVENTS": listed}, check=True, stdout=2)
        for number, path in enumerate(readable):
            ours = pathlib.Path(folder, f"{number}.events").read_bytes().decode().split("\n")[:-1]
            theirs = events(path)
            if theirs is None:
                rejected.append((path, any(line.startswith("error ") for line in ours)))
            elif ours == theirs:
                equal += 1
            else:
                different.append((path, first_difference(ours, theirs)))
    return equal, different, rejected, len(files) - len(readable)


def is_utf8(path):
    try:
        path.read_bytes().decode()
        return True
    except UnicodeDecodeError:
        return False


def events(path):
    import yaml

    try:
        return [line for event in yaml.parse(path.read_bytes(), Loader=yaml.CSafeLoader) for line in lines(event, yaml)]
    except yaml.YAMLError:
        return None


def lines(event, yaml):
    tag = getattr(event, "tag", None) or ""
    if tag.startswith(STANDARD):
        tag = "!!" + tag[len(STANDARD) :]
    tag = tag and f" {tag}"
    if isinstance(event, yaml.DocumentStartEvent):
        yield "document"
    elif isinstance(event, yaml.AliasEvent):
        yield f"alias *{event.anchor}"
    elif isinstance(event, yaml.ScalarEvent):
        text = event.value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
        yield f"scalar {STYLES[event.style]}{tag} {text}"
    elif isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
        kind = "sequence" if isinstance(event, yaml.SequenceStartEvent) else "mapping"
        yield f"{kind} {'flow' if event.flow_style else 'block'}{tag}"
    elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
        yield "end"


def first_difference(ours, theirs):
    for number, (our, their) in enumerate(zip(ours, theirs)):
        if our != their:
            return f"event {number}: here {our[:120]!r}, PyYAML {their[:120]!r}"
    rest = (ours if len(ours) > len(theirs) else theirs)[min(len(ours), len(theirs))]
    return f"{len(ours)} events here, {len(theirs)} in PyYAML, the first of the rest {rest[:160]!r}"


if __name__ == "__main__":
    sys.exit(main())
