#!/usr/bin/env node
// Hold the language server against the protocol as Visual Studio Code's own package speaks it:
//
//     node tests/acceptance/lsp.mjs PLIMSOLL [--tools DIR]
//
// One session for every way of counting columns and of getting diagnostics: open, edit, fix, rename, delete, change of
// the configuration, shutdown. The packages come from npm into DIR, or into a folder that is removed again.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, realpathSync, renameSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const PACKAGES = ["vscode-languageserver-protocol@3.18.5", "vscode-languageserver-textdocument@1.0.12"];
const PATIENCE = 60_000;
// The finding stands behind a character that is four bytes and two units of UTF-16.
const TEMPLATE = `Resources:
  Store:
    Type: AWS::ECR::Repository
    Properties:
      ImageTagMutability: IMMUTABLE
      ImageScanningConfiguration: { "🚢": 1, ScanOnPush: false }
`;
const PROGRAM = `import * as ecr from 'aws-cdk-lib/aws-ecr';
import { App, Stack } from 'aws-cdk-lib';
const stack = new Stack(new App(), 'Service');
new ecr.Repository(stack, 'Store', { imageScanOnPush: false });
`;
const RULE = "ecr/scan-disabled";
const COLUMN = { "utf-8": 59, "utf-16": 57 };

const [plimsoll, flag, given] = process.argv.slice(2);
if (!plimsoll || (flag && flag !== "--tools")) {
  console.error("usage: node tests/acceptance/lsp.mjs PLIMSOLL [--tools DIR]");
  process.exit(2);
}
const scratch = realpathSync(mkdtempSync(join(tmpdir(), "lsp-")));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));
const require = createRequire(install(resolve(given ?? join(scratch, "tools"))));
const protocol = require("vscode-languageserver-protocol/node");
const { TextDocument } = require("vscode-languageserver-textdocument");

let sessions = 0;
for (const encoding of ["utf-8", "utf-16"]) {
  for (const pull of [false, true]) {
    await session(encoding, pull);
    sessions += 1;
  }
}
console.log(`${sessions} sessions: the server does what the protocol says`);

function install(tools) {
  const manifest = join(tools, "package.json");
  if (!existsSync(join(tools, "node_modules", "vscode-languageserver-protocol"))) {
    const npm = ["install", "--prefix", tools, "--no-audit", "--no-fund", "--ignore-scripts", "--silent", ...PACKAGES];
    const { status } = spawnSync("npm", npm, { stdio: "inherit", shell: process.platform === "win32" });
    assert.equal(status, 0, "npm cannot install what this needs");
  }
  return manifest;
}

async function session(encoding, pull) {
  const root = join(scratch, `${encoding}-${pull}`);
  spawnSync("mkdir", ["-p", root]);
  const uri = (name) => pathToFileURL(join(root, name)).href;
  writeFileSync(join(root, "app.yaml"), TEMPLATE);
  writeFileSync(join(root, "app.ts"), PROGRAM);

  const child = spawn(resolve(plimsoll), ["lsp"], { cwd: root, stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise((done) => child.on("exit", done));
  const connection = protocol.createProtocolConnection(
    new protocol.StreamMessageReader(child.stdout),
    new protocol.StreamMessageWriter(child.stdin),
  );
  const heard = listen(connection);
  connection.listen();

  const { capabilities } = await connection.sendRequest(protocol.InitializeRequest.type, {
    processId: process.pid,
    rootUri: uri("."),
    workspaceFolders: [{ uri: uri("."), name: "app" }],
    capabilities: abilities(encoding, pull),
  });
  assert.equal(capabilities.positionEncoding, encoding);
  assert.equal(capabilities.textDocumentSync.change, protocol.TextDocumentSyncKind.Incremental);
  assert.equal(Boolean(capabilities.diagnosticProvider), pull);
  await connection.sendNotification(protocol.InitializedNotification.type, {});
  await heard.registered("workspace/didChangeWatchedFiles");

  const diagnostics = pull
    ? async (name) => {
        const asked = { textDocument: { uri: uri(name) } };
        const report = await connection.sendRequest(protocol.DocumentDiagnosticRequest.type, asked);
        assert.equal(report.kind, "full");
        const again = { ...asked, previousResultId: report.resultId };
        const unchanged = await connection.sendRequest(protocol.DocumentDiagnosticRequest.type, again);
        assert.deepEqual([unchanged.kind, unchanged.resultId], ["unchanged", report.resultId]);
        return report.items;
      }
    : (name, version) => heard.published(uri(name), version);
  const codes = async (name, version) => (await diagnostics(name, version)).map(({ code }) => code);

  // Open.
  let document = TextDocument.create(uri("app.yaml"), "yaml", 1, TEMPLATE);
  const { languageId, version } = document;
  const opened = { uri: document.uri, languageId, version, text: TEMPLATE };
  await connection.sendNotification(protocol.DidOpenTextDocumentNotification.type, { textDocument: opened });
  const found = (await diagnostics("app.yaml", 1)).find(({ code }) => code === RULE);
  assert.deepEqual(found.range.start, { line: 5, character: COLUMN[encoding] });
  assert.equal(found.source, "plimsoll");
  assert.match(found.codeDescription.href, /^https:/);

  // Edit: a line above moves the finding.
  const start = { line: 0, character: 0 };
  await change([{ range: { start, end: start }, text: "# 🚢 above\r\n" }], 2);
  const moved = (await diagnostics("app.yaml", 2)).find(({ code }) => code === RULE);
  assert.deepEqual(moved.range.start, { line: 6, character: COLUMN[encoding] });

  // Hover, and fix.
  const place = { textDocument: { uri: document.uri }, position: moved.range.start };
  const hover = await connection.sendRequest(protocol.HoverRequest.type, place);
  assert.match(hover.contents.value, /## Why/);
  const actions = await connection.sendRequest(protocol.CodeActionRequest.type, {
    textDocument: { uri: document.uri },
    range: moved.range,
    context: { diagnostics: [moved], only: ["quickfix"] },
  });
  const fix = actions.find(({ isPreferred }) => isPreferred);
  const [{ textDocument, edits }] = fix.edit.documentChanges;
  assert.deepEqual(textDocument, { uri: document.uri, version: 2 });
  await change(edits.map(({ range, newText }) => ({ range, text: newText })), 3);
  assert.match(document.getText(), /ScanOnPush: true/);
  assert.ok(!(await codes("app.yaml", 3)).includes(RULE));
  writeFileSync(join(root, "app.yaml"), document.getText());
  await connection.sendNotification(protocol.DidSaveTextDocumentNotification.type, {
    textDocument: { uri: document.uri },
  });
  await connection.sendNotification(protocol.DidCloseTextDocumentNotification.type, {
    textDocument: { uri: document.uri },
  });

  // Rename and delete on the disk.
  assert.ok((await codes("app.ts")).includes(RULE));
  renameSync(join(root, "app.ts"), join(root, "service.ts"));
  await watched(["app.ts", protocol.FileChangeType.Deleted], ["service.ts", protocol.FileChangeType.Created]);
  assert.ok((await codes("service.ts")).includes(RULE));
  assert.deepEqual(await codes("app.ts"), []);

  // The configuration.
  writeFileSync(join(root, "plimsoll.yaml"), `rules: {${RULE}: off}\n`);
  await watched(["plimsoll.yaml", protocol.FileChangeType.Created]);
  await until(async () => !(await codes("service.ts")).includes(RULE));
  writeFileSync(join(root, "plimsoll.yaml"), "rules: {ecr/scan-disable: off}\n");
  await watched(["plimsoll.yaml", protocol.FileChangeType.Changed]);
  await until(async () => (await diagnostics("plimsoll.yaml")).some(({ message }) => message.includes("did you mean")));
  unlinkSync(join(root, "plimsoll.yaml"));
  await watched(["plimsoll.yaml", protocol.FileChangeType.Deleted]);
  await until(async () => (await codes("service.ts")).includes(RULE));
  assert.deepEqual(await diagnostics("plimsoll.yaml"), []);
  unlinkSync(join(root, "service.ts"));
  await watched(["service.ts", protocol.FileChangeType.Deleted]);
  await until(async () => (await codes("service.ts")).length === 0);

  if (pull) {
    const whole = await connection.sendRequest(protocol.WorkspaceDiagnosticRequest.type, { previousResultIds: [] });
    assert.ok(whole.items.every(({ kind }) => kind === "full"));
    assert.equal(heard.pushes, 0, "diagnostics are pulled, and pushed all the same");
    assert.ok(heard.refreshes > 0, "nobody said that diagnostics are to be pulled again");
  }

  await connection.sendRequest(protocol.ShutdownRequest.type);
  await connection.sendNotification(protocol.ExitNotification.type);
  assert.equal(await ended, 0);
  connection.dispose();

  async function change(contentChanges, version) {
    const textDocument = { uri: document.uri, version };
    await connection.sendNotification(protocol.DidChangeTextDocumentNotification.type, { textDocument, contentChanges });
    // The package for documents counts in UTF-16 alone.
    const units = contentChanges.map(({ range, text }) => ({
      range: { start: unit(range.start), end: unit(range.end) },
      text,
    }));
    document = TextDocument.update(document, units, version);
  }

  function unit({ line, character }) {
    if (encoding === "utf-16") return { line, character };
    const text = document.getText().split("\n")[line] ?? "";
    return { line, character: Buffer.from(text).subarray(0, character).toString().length };
  }

  async function watched(...changes) {
    await connection.sendNotification(protocol.DidChangeWatchedFilesNotification.type, {
      changes: changes.map(([name, type]) => ({ uri: uri(name), type })),
    });
    // An answer says that all before it was taken into account.
    await connection.sendRequest(protocol.HoverRequest.type, { textDocument: { uri: uri("none") }, position: start });
  }
}

function listen(connection) {
  const published = new Map();
  const methods = new Set();
  const heard = { pushes: 0, refreshes: 0 };
  connection.onNotification(protocol.PublishDiagnosticsNotification.type, ({ uri, version, diagnostics }) => {
    heard.pushes += 1;
    published.set(uri, { version, diagnostics });
  });
  connection.onRequest(protocol.RegistrationRequest.type, ({ registrations }) => {
    registrations.forEach(({ method }) => methods.add(method));
  });
  connection.onRequest(protocol.WorkDoneProgressCreateRequest.type, () => {});
  connection.onRequest(protocol.DiagnosticRefreshRequest.type, () => {
    heard.refreshes += 1;
  });
  heard.registered = (method) => until(() => methods.has(method));
  heard.published = async (uri, version) => {
    await until(() => version === undefined || (published.get(uri)?.version ?? 0) >= version);
    return published.get(uri)?.diagnostics ?? [];
  };
  return heard;
}

async function until(holds) {
  const deadline = Date.now() + PATIENCE;
  while (!(await holds())) {
    assert.ok(Date.now() < deadline, `the server does not come to this: ${holds}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

function abilities(encoding, pull) {
  return {
    general: { positionEncodings: encoding === "utf-8" ? ["utf-8", "utf-16"] : ["utf-16"] },
    window: { workDoneProgress: true },
    workspace: {
      workspaceFolders: true,
      workspaceEdit: { documentChanges: true, resourceOperations: ["create"] },
      didChangeWatchedFiles: { dynamicRegistration: true },
      diagnostics: { refreshSupport: true },
    },
    textDocument: {
      publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, versionSupport: true, dataSupport: true },
      codeAction: {
        isPreferredSupport: true,
        codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix", "source.fixAll"] } },
      },
      hover: { contentFormat: ["markdown"] },
      ...(pull ? { diagnostic: { dynamicRegistration: false } } : {}),
    },
  };
}
