import * as vscode from "vscode";
import type { Connection } from "./connection";

/** The formats of a sheet that is saved: the server's name for it, its ending and the name that people know. */
export const FORMATS = [
  { format: "csv", ending: "csv", label: "CSV", detail: "for a spreadsheet" },
  { format: "md", ending: "md", label: "Markdown", detail: "a table" },
  { format: "html", ending: "html", label: "HTML", detail: "a page with the article, to print or to send" },
] as const;

/** Puts the sheet on the clipboard, as Markdown. */
export async function copySheet(connection: Connection, document: vscode.TextDocument): Promise<void> {
  const sheet = await connection.sheet(document, "md");
  if (sheet === undefined) return tellNone();
  await vscode.env.clipboard.writeText(sheet);
  vscode.window.setStatusBarMessage("whosaid: the fact-check sheet is on the clipboard.", 3000);
}

/** Saves the sheet where the user says; asks for the format where it is not given. */
export async function exportSheet(connection: Connection, document: vscode.TextDocument, asked?: string): Promise<void> {
  const known = FORMATS.find((f) => f.format === asked);
  const offered = FORMATS.map((f) => ({ ...f, description: f.detail, detail: undefined }));
  const chosen = known ?? (await vscode.window.showQuickPick(offered, { title: "Export the Fact-Check Sheet as" }));
  if (chosen === undefined) return;
  const sheet = await connection.sheet(document, chosen.format);
  if (sheet === undefined) return tellNone();
  const target = await vscode.window.showSaveDialog({
    title: "Export the Fact-Check Sheet",
    defaultUri: beside(document, chosen.ending),
    filters: { [chosen.label]: [chosen.ending] },
  });
  if (target === undefined) return;
  try {
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(sheet));
  } catch (error) {
    void vscode.window.showErrorMessage(`whosaid: the sheet was not saved: ${error instanceof Error ? error.message : String(error)}`);
    return;
  }
  const choice = await vscode.window.showInformationMessage(`The fact-check sheet was saved to ${target.fsPath}.`, "Open");
  if (choice !== undefined) await vscode.commands.executeCommand("vscode.open", target);
}

/** `article-sheet.csv` in the folder of `article.md`. */
function beside(document: vscode.TextDocument, ending: string): vscode.Uri | undefined {
  const name = document.uri.path.split("/").pop() ?? "article";
  const sheet = `${name.replace(/\.[^.]+$/, "") || "article"}-sheet.${ending}`;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (document.uri.scheme !== "untitled") return vscode.Uri.joinPath(document.uri, "..", sheet);
  return folder === undefined ? undefined : vscode.Uri.joinPath(folder, sheet);
}

function tellNone(): void {
  void vscode.window.showWarningMessage("whosaid: there is no sheet; the server does not run, or is older than this extension.");
}
