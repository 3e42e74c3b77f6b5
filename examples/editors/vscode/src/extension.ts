// Finds the program, starts it as a language server, and starts it anew when its settings change.

import * as vscode from 'vscode';
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from 'vscode-languageclient/node';

const LANGUAGES = [
  'yaml',
  'json',
  'jsonc',
  'cloudformation',
  'typescript',
  'typescriptreact',
  'javascript',
  'javascriptreact',
  'python',
  'java',
  'csharp',
  'go',
  'shellscript',
  'xml',
  'ini',
  'properties',
  'rego',
];

let client: LanguageClient | undefined;
/** One start or stop after the other. */
let turn: Promise<void> = Promise.resolve();

export function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.commands.registerCommand('plimsoll.restart', restart),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('plimsoll')) void restart();
    }),
  );
  return restart();
}

export function deactivate(): Promise<void> {
  turn = turn.then(stop);
  return turn;
}

function restart(): Promise<void> {
  turn = turn.then(stop).then(start);
  return turn;
}

async function start(): Promise<void> {
  const settings = vscode.workspace.getConfiguration('plimsoll');
  if (!settings.get<boolean>('enable', true)) return;
  const program = settings.get<string>('path', '') || 'plimsoll';
  const server: ServerOptions = { command: program, args: ['lsp', ...settings.get<string[]>('arguments', [])] };
  const options: LanguageClientOptions = {
    // The server looks into files of these languages and says nothing of those that are none of its own.
    documentSelector: LANGUAGES.map((language) => ({ scheme: 'file', language })),
    initializationOptions: { diagnostics: settings.get<string>('diagnostics', 'open') },
  };
  client = new LanguageClient('plimsoll', 'Plimsoll', server, options);
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    const reason = error instanceof Error ? error.message : String(error);
    const choice = await vscode.window.showErrorMessage(
      `Plimsoll cannot be started: ${reason}. Install it, or say where it is in the setting plimsoll.path.`,
      'Open the setting',
    );
    if (choice) await vscode.commands.executeCommand('workbench.action.openSettings', 'plimsoll.path');
  }
}

async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  await running?.dispose();
}
