import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type { Connection } from "./connection";
import { sameDocument } from "./documents";
import type { Follower } from "./follower";
import { reveal } from "./places";
import { page } from "./sheetPage";
import { places, type Sheet, summary } from "./sheetRows";
import { copySheet, exportSheet } from "./sheetFiles";

export const PANEL = "whosaid.sheet.panel";

/** The fact-check sheet beside an article; it is written anew whenever the article is read. */
export class SheetPanel {
  private sheet: Sheet | undefined;
  private document: vscode.TextDocument | undefined;
  private asked = 0;

  private constructor(
    private readonly panel: vscode.WebviewPanel,
    private readonly connection: Connection,
    media: vscode.Uri,
    private readonly uri: vscode.Uri,
  ) {
    const { webview } = panel;
    webview.options = { enableScripts: true, localResourceRoots: [media] };
    panel.iconPath = vscode.Uri.joinPath(media, "..", "resources", "icon.svg");
    const file = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(media, name)).toString();
    const subscriptions = [
      webview.onDidReceiveMessage((message: Message) => this.receive(message)),
      connection.onDidReadArticle((told) => {
        if (this.document !== undefined && sameDocument(told, this.document)) void this.update();
      }),
      connection.onDidChangeState(() => void this.update()),
    ];
    panel.onDidDispose(() => vscode.Disposable.from(...subscriptions).dispose());
    webview.html = page({
      source: webview.cspSource,
      nonce: randomBytes(16).toString("base64"),
      script: file("sheet.js"),
      style: file("sheet.css"),
      uri: uri.toString(),
    });
  }

  /** Opens the sheet of the article that is followed, or comes back to it. */
  static open(connection: Connection, follower: Follower, media: vscode.Uri): void {
    const { document } = follower;
    if (document === undefined) return;
    const known = open.get(document.uri.toString());
    if (known !== undefined) return known.reveal(undefined, true);
    const name = document.uri.path.split("/").pop() ?? "";
    const panel = vscode.window.createWebviewPanel(
      PANEL,
      `Sheet: ${name}`,
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableFindWidget: true, retainContextWhenHidden: false },
    );
    SheetPanel.restore(panel, connection, media, document.uri);
  }

  /** Fills a panel that is there already: a new one, or one from before the window was loaded again. */
  static restore(panel: vscode.WebviewPanel, connection: Connection, media: vscode.Uri, uri: vscode.Uri): void {
    open.set(uri.toString(), panel);
    panel.onDidDispose(() => open.delete(uri.toString()));
    new SheetPanel(panel, connection, media, uri);
  }

  private async receive(message: Message): Promise<void> {
    switch (message.type) {
      case "ready":
        return this.update();
      case "reveal":
        return this.reveal(message.row);
      case "copy":
        if (this.document !== undefined) await copySheet(this.connection, this.document);
        return;
      case "export":
        if (this.document !== undefined) await exportSheet(this.connection, this.document, message.format);
    }
  }

  private async update(): Promise<void> {
    const asked = ++this.asked;
    try {
      this.document = await vscode.workspace.openTextDocument(this.uri);
    } catch {
      return void this.panel.webview.postMessage({ type: "gone" });
    }
    const json = await this.connection.sheet(this.document, "json");
    if (asked !== this.asked) return;
    if (json === undefined) return void this.panel.webview.postMessage({ type: "none", reason: this.reason() });
    this.sheet = JSON.parse(json) as Sheet;
    await this.panel.webview.postMessage({ type: "sheet", summary: summary(this.sheet), rows: this.sheet.rows });
  }

  /** Why there is no sheet. */
  private reason(): string {
    switch (this.connection.state) {
      case "running":
        return "The server has no sheet for this article: it may be too large.";
      case "starting":
        return "The server is starting …";
      default:
        return "The server does not run.";
    }
  }

  private async reveal(index: number): Promise<void> {
    const row = this.sheet?.rows[index];
    if (row === undefined || this.sheet === undefined || this.document === undefined) return;
    const document = this.document;
    const found = places(row, this.sheet.offsets, document.getText());
    const [first, last] = [found[0], found[found.length - 1]];
    if (first === undefined || last === undefined) return;
    await reveal(document, new vscode.Range(document.positionAt(first[0]), document.positionAt(last[1])));
  }
}

/** The panels that are open, by the names of their articles. */
const open = new Map<string, vscode.WebviewPanel>();

type Message =
  | { type: "ready" }
  | { type: "reveal"; row: number }
  | { type: "copy" }
  | { type: "export"; format: string };
