import * as vscode from "vscode";
import type { Connection } from "./connection";
import type { Follower } from "./follower";
import { editorRange, reveal } from "./places";
import { copySheet, exportSheet } from "./sheetFiles";
import { SheetPanel } from "./sheetPanel";
import { VIEW, type SourcesView } from "./sourcesView";
import { step } from "./steps";
import type { Tints } from "./tints";

/** The kind of the server's actions that put a finding aside. */
const IGNORE = vscode.CodeActionKind.QuickFix.append("ignore.whosaid");
/** More actions than this are not offered at a place. */
const MOST_ACTIONS = 50;

/** What the commands act on. */
export interface Parts {
  readonly connection: Connection;
  readonly follower: Follower;
  readonly view: SourcesView;
  readonly tints: Tints;
  readonly media: vscode.Uri;
}

/** Registers the commands of package.json; those of the server are registered by the client. */
export function registerCommands({ connection, follower, view, tints, media }: Parts): vscode.Disposable {
  const withArticle = (act: (document: vscode.TextDocument) => unknown) => () => {
    if (follower.document !== undefined) return act(follower.document);
    return vscode.window.showInformationMessage("whosaid: open an article in Markdown or plain text first.");
  };
  const commands: Record<string, (...parameters: never[]) => unknown> = {
    "whosaid.openSheet": withArticle(() => SheetPanel.open(connection, follower, media)),
    "whosaid.copySheet": withArticle((document) => copySheet(connection, document)),
    "whosaid.exportSheet": withArticle((document) => exportSheet(connection, document)),
    "whosaid.showSources": () => vscode.commands.executeCommand(`${VIEW}.focus`),
    "whosaid.showSpeaker": (about?: { speaker?: string | null; nth?: number }) => view.show(about?.speaker ?? undefined, about?.nth),
    "whosaid.filterSources": () => view.askForFilter(),
    "whosaid.clearFilter": () => view.setFilter(""),
    "whosaid.nextClaim": withArticle((document) => goToClaim(document, follower, 1)),
    "whosaid.previousClaim": withArticle((document) => goToClaim(document, follower, -1)),
    "whosaid.ignoreHere": withArticle(() => ignoreHere()),
    "whosaid.toggleTints": () => tints.toggle(),
    "whosaid.restart": () => connection.restart(),
    "whosaid.showLog": () => connection.log.show(),
    "whosaid.setServerPath": () => vscode.commands.executeCommand("workbench.action.openSettings", "whosaid.server.path"),
    "whosaid.getStarted": () =>
      vscode.commands.executeCommand("workbench.action.openWalkthrough", "whosaid.whosaid#whosaid.start", false),
    "whosaid.reveal": async (uri: vscode.Uri, range: vscode.Range) =>
      reveal(await vscode.workspace.openTextDocument(uri), range),
  };
  return vscode.Disposable.from(...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, run)));
}

async function goToClaim(document: vscode.TextDocument, follower: Follower, direction: 1 | -1): Promise<void> {
  const { article } = follower;
  const tell = (words: string): void => void vscode.window.setStatusBarMessage(`whosaid: ${words}`, 3000);
  if (article === undefined) return tell("this article has not been read yet.");
  if (article.claims.length === 0) return tell("there are no claims in this article.");
  const claims = article.claims.filter((c) => !c.attributed);
  const from = vscode.window.visibleTextEditors.find((e) => e.document === document)?.selection.start ?? new vscode.Position(0, 0);
  const range = step(
    claims.map((c) => c.range),
    from,
    direction,
  );
  if (range === undefined) return tell("every claim has a source.");
  await reveal(document, editorRange(range));
}

/** Puts a finding under the cursor aside, by the action that the light bulb offers for it. */
async function ignoreHere(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return;
  const { document, selection } = editor;
  const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    selection,
    IGNORE.value,
    // So many are given their edits; without a number none is.
    MOST_ACTIONS,
  );
  const offered = found.filter(({ kind }) => kind !== undefined && IGNORE.contains(kind));
  if (offered.length === 0) {
    vscode.window.setStatusBarMessage("whosaid: there is no finding under the cursor.", 3000);
    return;
  }
  const choices = offered.map((action) => ({ label: action.title, action }));
  const chosen = choices.length === 1 ? choices[0] : await vscode.window.showQuickPick(choices, { title: "Ignore which finding?" });
  if (chosen === undefined) return;
  const { edit, command, disabled } = chosen.action;
  if (disabled !== undefined) {
    void vscode.window.showWarningMessage(`whosaid: ${disabled.reason}`);
    return;
  }
  if (edit === undefined && command === undefined) {
    void vscode.window.showWarningMessage("whosaid: the article has changed. Try again.");
    return;
  }
  if (edit !== undefined) await vscode.workspace.applyEdit(edit);
  if (command !== undefined) await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
}
