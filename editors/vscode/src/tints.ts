import * as vscode from "vscode";
import type { Connection } from "./connection";
import { reads, sameDocument } from "./documents";
import { editorRange } from "./places";
import { quotationsByTint, TINTS } from "./tokens";

const SETTING = "view.tintSpeakers";

/** Tints the quotations of each speaker, where the setting asks for it. The colours are contributed in package.json. */
export class Tints implements vscode.Disposable {
  private readonly decorations: vscode.TextEditorDecorationType[];
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly connection: Connection) {
    this.decorations = Array.from({ length: TINTS }, (_, i) =>
      vscode.window.createTextEditorDecorationType({
        // The tints are made for this colour, not for whatever a theme gives to quotations.
        color: new vscode.ThemeColor("editor.foreground"),
        backgroundColor: new vscode.ThemeColor(`whosaid.speaker${i + 1}Background`),
        borderColor: new vscode.ThemeColor(`whosaid.speaker${i + 1}Border`),
        borderStyle: "none none solid none",
        borderWidth: "2px",
        rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
      }),
    );
    this.subscriptions = [
      ...this.decorations,
      vscode.window.onDidChangeVisibleTextEditors(() => this.refresh()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(`whosaid.${SETTING}`)) this.refresh();
      }),
      connection.onDidReadArticle((uri) => this.refresh(uri)),
      connection.onDidChangeState(() => this.refresh()),
    ];
    this.refresh();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** Switches the setting. */
  async toggle(): Promise<void> {
    const settings = vscode.workspace.getConfiguration("whosaid");
    await settings.update(SETTING, !settings.get<boolean>(SETTING, false), vscode.ConfigurationTarget.Global);
  }

  private refresh(uri?: string): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const { document } = editor;
      if (reads(document) && (uri === undefined || sameDocument(uri, document))) void this.tint(editor);
    }
  }

  private async tint(editor: vscode.TextEditor): Promise<void> {
    const on = vscode.workspace.getConfiguration("whosaid", editor.document).get<boolean>(SETTING, false);
    const { version } = editor.document;
    const tokens = on ? await this.connection.tokens(editor.document) : undefined;
    // The marks move with the text; the next reading is on its way.
    if (on && editor.document.version !== version) return;
    const tints = tokens === undefined ? [] : quotationsByTint(tokens.data, tokens.legend);
    this.decorations.forEach((decoration, i) => editor.setDecorations(decoration, (tints[i] ?? []).map(editorRange)));
  }
}
