import * as vscode from "vscode";
import type { Range } from "./article";

/** A range of the server as one of the editor; both count UTF-16 units. */
export function editorRange({ start, end }: Range): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

/** Selects a place in the text, in the editor that shows it already where there is one. */
export async function reveal(document: vscode.TextDocument, range: vscode.Range): Promise<void> {
  const shown = vscode.window.visibleTextEditors.find((e) => e.document === document);
  const inATab = vscode.window.tabGroups.all.find((group) =>
    group.tabs.some((t) => t.input instanceof vscode.TabInputText && t.input.uri.toString() === document.uri.toString()),
  );
  const editor = await vscode.window.showTextDocument(document, {
    viewColumn: shown?.viewColumn ?? inATab?.viewColumn ?? vscode.ViewColumn.One,
    selection: range,
  });
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
