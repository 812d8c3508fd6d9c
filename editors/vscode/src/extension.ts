import * as vscode from "vscode";
import { registerCommands } from "./commands";
import { Connection } from "./connection";
import { Follower } from "./follower";
import { PANEL, SheetPanel } from "./sheetPanel";
import { SourcesView } from "./sourcesView";
import { showStatus } from "./statusBar";
import { Tints } from "./tints";

let connection: Connection | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel("whosaid", { log: true });
  const server = new Connection(context.extensionPath, log);
  connection = server;
  const follower = new Follower(server);
  const view = new SourcesView(follower);
  const tints = new Tints(server);
  const media = vscode.Uri.joinPath(context.extensionUri, "dist");
  context.subscriptions.push(
    log,
    server,
    follower,
    view,
    tints,
    showStatus(server, follower),
    server.onDidChangeState((state) => vscode.commands.executeCommand("setContext", "whosaid.state", state)),
    registerCommands({ connection: server, follower, view, tints, media }),
    vscode.window.registerWebviewPanelSerializer(PANEL, {
      async deserializeWebviewPanel(panel, state: { uri?: string } | undefined) {
        if (state?.uri === undefined) return panel.dispose();
        SheetPanel.restore(panel, server, media, vscode.Uri.parse(state.uri));
      },
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("whosaid.server.path")) void server.restart();
    }),
  );
  await server.restart();
}

export async function deactivate(): Promise<void> {
  await connection?.stop();
}
