#!/usr/bin/env python3
"""Measure the language server: how long after an edit its diagnostics are there, and whether its memory grows.

    lsp_latency.py PLIMSOLL [--edits N] [--hour N] [--growth MIB]

A template with 500 resources and a CDK program of 2,000 lines, each in a project with a hundred other templates, are
edited N times (300 unless told): a comment above everything is typed, letter by letter, and removed, so that every
finding moves again and again. The time is that from the edit to its diagnostics; beside it stands the time of `plimsoll
check` on the same project. Then come as many edits as an hour of typing has, 3,600 unless told, and the memory after
them may be larger than after a tenth of them by GROWTH MiB (16 unless told). Exits with 1 where it is larger.
"""

import argparse
import json
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import time

RESOURCES = 500
LINES = 2_000
OTHERS = 100


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("plimsoll", type=pathlib.Path)
    parser.add_argument("--edits", type=int, default=300)
    parser.add_argument("--hour", type=int, default=3_600)
    parser.add_argument("--growth", type=float, default=16)
    options = parser.parse_args()
    grown = False
    print(f"{'':24}{'median':>10}{'99 %':>10}{'full lint':>12}{'memory':>10}{'an hour on':>12}")
    for name, text in [("big.yaml", template(RESOURCES)), ("lib/big.ts", program(LINES))]:
        with tempfile.TemporaryDirectory() as scratch:
            root = pathlib.Path(scratch).resolve()
            (root / "lib").mkdir()
            for number in range(OTHERS):
                (root / f"other-{number:03}.yaml").write_text(template(5), encoding="utf-8")
            (root / name).write_text(text, encoding="utf-8")
            full = min(check(options.plimsoll, root) for _ in range(5))
            server = Server(options.plimsoll, root, name, text)
            times = sorted(server.edit() for _ in range(options.edits))
            for _ in range(options.hour // 10):
                server.edit()
            before = server.memory()
            for _ in range(options.hour - options.hour // 10):
                server.edit()
            after = server.memory()
            server.end()
        median, last = statistics.median(times), times[int(len(times) * 0.99)]
        millis = "".join(f"{seconds * 1000:>{width - 3}.1f} ms" for seconds, width in [(median, 10), (last, 10), (full, 12)])
        print(f"{name:24}{millis}{before:>6.0f} MiB{after:>8.0f} MiB")
        grown |= after > before + options.growth
    if grown:
        print(f"the memory grew by more than {options.growth} MiB")
    return int(grown)


def template(count):
    lines = ["Resources:"]
    for number in range(count):
        if number % 5 == 0:
            lines += [f"  Repo{number}:", "    Type: AWS::ECR::Repository", "    Properties:"]
            lines += ["      ImageTagMutability: MUTABLE"]
        elif number % 5 == 1:
            lines += [f"  Task{number}:", "    Type: AWS::ECS::TaskDefinition", "    Properties:"]
            lines += ["      ContainerDefinitions:", "        - Name: app"]
            lines += [f"          Image: registry.example.com/app-{number}:1.2.{number}"]
        elif number % 5 == 2:
            lines += [f"  Store{number}:", "    Type: AWS::S3::Bucket", "    Properties:"]
            lines += ["      VersioningConfiguration: {Status: Enabled}"]
        else:
            lines += [f"  Role{number}:", "    Type: AWS::IAM::Role", "    Properties:", "      Path: /"]
    return "\n".join(lines) + "\n"


def program(count):
    lines = [
        "import { App, Stack } from 'aws-cdk-lib';",
        "import * as ecr from 'aws-cdk-lib/aws-ecr';",
        "import * as s3 from 'aws-cdk-lib/aws-s3';",
        "import { Construct } from 'constructs';",
    ]
    number = 0
    while len(lines) < count - 10:
        lines += [
            f"export class Service{number} extends Stack {{",
            "  constructor(scope: Construct, id: string) {",
            "    super(scope, id);",
            "    const repository = new ecr.Repository(this, 'Images', {",
            f"      repositoryName: 'service-{number}',",
            "      imageScanOnPush: false,",
            "    });",
            "    const store = new s3.Bucket(this, 'Store', { versioned: true });",
            f"    store.addLifecycleRule({{ id: 'old-{number}' }});",
            "    repository.addLifecycleRule({ maxImageCount: 10 });",
            "  }",
            "}",
            "",
        ]
        number += 1
    lines += ["const app = new App();"]
    lines += [f"new Service{made}(app, 'Service{made}');" for made in range(9)]
    return "\n".join(lines) + "\n"


def check(plimsoll, root):
    start = time.perf_counter()
    subprocess.run([plimsoll.resolve(), "check", "--format", "json"], cwd=root, stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


class Server:
    """A server that is told of edits of one document."""

    def __init__(self, plimsoll, root, name, text):
        command = [plimsoll.resolve(), "lsp"]
        self.child = subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.uri = (root / name).as_uri()
        self.lines = text.count("\n")
        self.version = 1
        self.dice = random.Random(7)
        self.typed = 0
        self.request(
            "initialize",
            {
                "processId": None,
                "rootUri": root.as_uri(),
                "capabilities": {"general": {"positionEncodings": ["utf-8"]}},
                "initializationOptions": {"diagnostics": "open"},
            },
        )
        self.notify("initialized", {})
        document = {"uri": self.uri, "languageId": "", "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})
        self.wait(1)

    def edit(self):
        """One edit; the seconds until its diagnostics are there."""
        self.version += 1
        change = {"textDocument": {"uri": self.uri, "version": self.version}, "contentChanges": [self.change()]}
        start = time.perf_counter()
        self.notify("textDocument/didChange", change)
        self.wait(self.version)
        return time.perf_counter() - start

    def change(self):
        """A comment above everything grows, and goes again."""
        mark = "//" if self.uri.endswith(".ts") else "#"
        if self.typed == 0:
            self.typed = 1
            return {"range": place(0, 0, 0, 0), "text": f"{mark} \n"}
        column = len(mark) + self.typed
        if self.typed == 20 or self.dice.random() < 0.05:
            self.typed = 0
            return {"range": place(0, 0, 1, 0), "text": ""}
        self.typed += 1
        return {"range": place(0, column, 0, column), "text": "x"}

    def wait(self, version):
        while True:
            message = self.read()
            if message.get("method") == "textDocument/publishDiagnostics":
                params = message["params"]
                if params["uri"] == self.uri and params.get("version") == version:
                    assert params["diagnostics"], "there is nothing to find"
                    return

    def memory(self):
        """Resident memory in MiB."""
        status = pathlib.Path(f"/proc/{self.child.pid}/status").read_text(encoding="utf-8")
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    def end(self):
        self.request("shutdown", None)
        self.notify("exit", None)
        assert self.child.wait(60) == 0

    def request(self, method, params):
        self.write({"jsonrpc": "2.0", "id": method, "method": method, "params": params})
        while self.read().get("id") != method:
            pass

    def notify(self, method, params):
        self.write({"jsonrpc": "2.0", "method": method, "params": params})

    def write(self, message):
        body = json.dumps(message).encode()
        self.child.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.child.stdin.flush()

    def read(self):
        length = 0
        while (line := self.child.stdout.readline()) != b"\r\n":
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        return json.loads(self.child.stdout.read(length))


def place(line, column, end_line, end_column):
    start, end = {"line": line, "character": column}, {"line": end_line, "character": end_column}
    return {"start": start, "end": end}


if __name__ == "__main__":
    sys.exit(main())
