import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";
import { findServer } from "./server";

const LANGUAGES = ["markdown", "plaintext"];

let client: LanguageClient | undefined;
let log: vscode.LogOutputChannel;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  log = vscode.window.createOutputChannel("whosaid", { log: true });
  context.subscriptions.push(
    log,
    vscode.commands.registerCommand("whosaid.restart", () => restart(context)),
    vscode.commands.registerCommand("whosaid.showLog", () => log.show()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("whosaid.server.path")) void restart(context);
    }),
  );
  await start(context);
}

export async function deactivate(): Promise<void> {
  await stop();
}

async function restart(context: vscode.ExtensionContext): Promise<void> {
  await stop();
  await start(context);
}

async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  await running?.dispose();
}

async function start(context: vscode.ExtensionContext): Promise<void> {
  const configured = vscode.workspace.getConfiguration("whosaid").get<string>("server.path", "").trim();
  const search = findServer(configured, context.extensionPath, {
    windows: process.platform === "win32",
    path: process.env.PATH ?? "",
  });
  if (search.found === undefined) {
    log.error(`The server was not found. Tried: ${search.tried.join(", ")}`);
    void reportMissing(configured);
    return;
  }
  log.info(`Server: ${search.found}`);
  const server: ServerOptions = { command: search.found, args: ["lsp", "--stdio"] };
  const options: LanguageClientOptions = {
    documentSelector: LANGUAGES.flatMap((language) => [
      { language, scheme: "file" },
      { language, scheme: "untitled" },
    ]),
    outputChannel: log,
    initializationOptions: vscode.workspace.getConfiguration("whosaid"),
    synchronize: { configurationSection: "whosaid" },
  };
  client = new LanguageClient("whosaid", "whosaid", server, options);
  try {
    await client.start();
  } catch (error) {
    log.error(`The server did not start: ${String(error)}`);
    void vscode.window.showErrorMessage("whosaid: the server did not start.", "Show the Log").then((choice) => {
      if (choice !== undefined) log.show();
    });
  }
}

async function reportMissing(configured: string): Promise<void> {
  const message =
    configured === ""
      ? "whosaid: the server is neither in the extension nor on PATH. Install it with `cargo install --path .` in a checkout of whosaid, or set its path."
      : `whosaid: there is no program at ${configured}, which is set as whosaid.server.path.`;
  const choice = await vscode.window.showErrorMessage(message, "Open Settings");
  if (choice !== undefined) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "whosaid.server.path");
  }
}
