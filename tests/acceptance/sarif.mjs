#!/usr/bin/env node
// Validate SARIF files with Microsoft's validator, by the rules of the standard and those of GitHub code
// scanning: node tests/acceptance/sarif.mjs FILE...
//
// The validator is installed into a temporary folder. Its package brings a program of its own for Linux, macOS
// and Windows on x64 with everything that it needs. Any error or warning fails, but for those listed here.

import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const VALIDATOR = "@microsoft/sarif-multitool";
const VERSION = "5.7.0";

// What a file may be warned of, each with the reason why the tool cannot avoid it.
const ALLOWED = [
  {
    rule: "SARIF2005",
    text: "informationUri",
    reason: "the package names no repository yet; as soon as Cargo.toml does, the tool writes it",
  },
];

const PROOF = "SARIF2003";

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error("usage: node tests/acceptance/sarif.mjs FILE...");
  process.exit(2);
}

const missing = files.filter((file) => !existsSync(file));
if (missing.length > 0) {
  console.error(`not found: ${missing.join(", ")}`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), "sarif-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

const validator = install();
const complaints = files.flatMap((file) => validate(file));
for (const { file, level, rule, line, text } of complaints) {
  console.error(`${file}:${line}: ${level} ${rule}: ${text}`);
}
if (complaints.length > 0) process.exit(1);
console.log(`${files.length} valid`);

function install() {
  run("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", `${VALIDATOR}@${VERSION}`], {
    shell: process.platform === "win32",
  });
  const program = createRequire(join(folder, "package.json"))(VALIDATOR);
  // The package would do this in an install script, which cautious set-ups do not run.
  if (process.platform !== "win32") chmodSync(program, 0o755);
  return program;
}

function validate(file) {
  const report = join(folder, "report.sarif");
  rmSync(report, { force: true });
  const rules = ["--rule-kind", "Sarif;Ghas", "--level", "Error;Warning;Note", "--kind", "Fail;Review;Open"];
  run(validator, ["validate", resolve(file), ...rules, "--output", report], {
    // No locale data is needed, and small images have none.
    env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "1" },
  });
  const [{ results, tool }] = JSON.parse(readFileSync(report, "utf8")).runs;
  const found = results.map((result) => complaint(file, result, tool.driver.rules));
  // A word that an enumeration of the standard lacks makes the validator skip the file and call it valid. The
  // note that every file of ours gets, for it names no version control, proves that the file was read.
  if (!found.some(({ rule, level }) => rule.startsWith(PROOF) || level === "error")) {
    const text = "the validator could not make sense of the file and judged nothing";
    return [{ file, level: "error", rule: "unread", line: 1, text }];
  }
  return found.filter((it) => it.level !== "note" && !allowed(it));
}

function complaint(file, result, rules) {
  const rule = rules[result.ruleIndex];
  const { id, arguments: values = [] } = result.message;
  const template = result.message.text ?? rule.messageStrings[id].text;
  const text = template.replace(/\{(\d+)\}/g, (hole, number) => values[number] ?? hole);
  const line = result.locations?.[0]?.physicalLocation?.region?.startLine ?? 1;
  return { file, level: result.level ?? "warning", rule: result.ruleId, line, text };
}

function allowed({ rule, text }) {
  return ALLOWED.some((it) => rule.startsWith(it.rule) && text.includes(it.text));
}

function run(program, args, options) {
  const { status, error, stdout, stderr } = spawnSync(program, args, { encoding: "utf8", maxBuffer: 1 << 28, ...options });
  if (error !== undefined || status !== 0) {
    throw new Error(`${program} ended with ${status ?? error}\n${stdout ?? ""}${stderr ?? ""}`);
  }
}
