import * as vscode from "vscode";

export const LANGUAGES = ["markdown", "plaintext"];
/** Where an article may lie: on disk, nowhere yet, or in a virtual folder, of which only the editor knows the text. */
export const SCHEMES = ["file", "untitled", "vscode-vfs", "memfs"];

/** Whether the server reads a document. */
export function reads(document: vscode.TextDocument): boolean {
  return LANGUAGES.includes(document.languageId) && SCHEMES.includes(document.uri.scheme);
}

/** Whether the server means this document; it may write the name with other escapes. */
export function sameDocument(uri: string, document: vscode.TextDocument): boolean {
  return vscode.Uri.parse(uri).toString() === document.uri.toString();
}
