import * as vscode from "vscode";
import type { Connection } from "./connection";
import type { Follower } from "./follower";
import { type State, status } from "./summary";

/** What a click does. */
const CLICK: Partial<Record<State, string>> = { missing: "whosaid.setServerPath", failed: "whosaid.restart" };

/** Shows the state of the article in the status bar, while one is open. */
export function showStatus(connection: Connection, follower: Follower): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("whosaid.status", vscode.StatusBarAlignment.Right, 90);
  item.name = "whosaid";
  const update = (): void => {
    if (follower.document === undefined) return item.hide();
    const { text, tooltip, warns } = status(connection.state, follower.article);
    item.text = text;
    item.tooltip = tooltip;
    item.accessibilityInformation = { label: tooltip };
    item.command = CLICK[connection.state] ?? "whosaid.showSources";
    item.backgroundColor = warns ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
    item.show();
  };
  update();
  return vscode.Disposable.from(item, follower.onDidChange(update), connection.onDidChangeState(update));
}
