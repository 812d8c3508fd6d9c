import * as vscode from "vscode";
import type { Follower } from "./follower";
import { Identity } from "./identity";
import { type Item, outline } from "./outline";
import { editorRange } from "./places";

export const VIEW = "whosaid.sources";

/** The view Sources & Claims in the side bar. */
export class SourcesView implements vscode.TreeDataProvider<Item>, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly view: vscode.TreeView<Item>;
  private readonly subscriptions: vscode.Disposable[];
  private identity = new Identity();
  private document: vscode.TextDocument | undefined;
  private items: Item[] = [];
  private parents = new Map<string, Item>();
  private filter = "";
  readonly onDidChangeTreeData = this.changes.event;

  constructor(private readonly follower: Follower) {
    this.view = vscode.window.createTreeView<Item>(VIEW, { treeDataProvider: this, showCollapseAll: true });
    this.subscriptions = [this.changes, this.view, follower.onDidChange(() => this.update())];
    this.update();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  getChildren(item?: Item): Item[] {
    return [...(item === undefined ? this.items : (item.children ?? []))];
  }

  getParent(item: Item): Item | undefined {
    return this.parents.get(item.id);
  }

  getTreeItem(item: Item): vscode.TreeItem {
    const { None, Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
    const open = item.children === undefined || item.children.length === 0 ? None : item.open ? Expanded : Collapsed;
    const shown = new vscode.TreeItem(item.label, open);
    shown.id = item.id;
    shown.description = item.description;
    shown.tooltip = item.tooltip;
    shown.contextValue = item.range === undefined ? "group" : "place";
    if (item.icon !== undefined) {
      shown.iconPath = new vscode.ThemeIcon(item.icon, item.colour === undefined ? undefined : new vscode.ThemeColor(item.colour));
    }
    if (item.range !== undefined && this.document !== undefined) {
      shown.command = {
        command: "whosaid.reveal",
        title: "Go to the Words",
        arguments: [this.document.uri, editorRange(item.range)],
      };
    }
    return shown;
  }

  /** Opens the view, at a speaker where one is named: the first of that name, or the one so many behind it. */
  async show(speaker?: string, nth = 0): Promise<void> {
    await vscode.commands.executeCommand(`${VIEW}.focus`);
    if (speaker === undefined) return;
    // A filter may hide whom the reader asks for.
    if (this.filter !== "") this.setFilter("");
    const item = this.items[0]?.children?.filter((child) => child.label === speaker)[nth];
    if (item !== undefined) await this.view.reveal(item, { expand: true, select: true, focus: true });
  }

  /** Asks for words, and shows only what holds them, while they are typed. */
  askForFilter(): void {
    const before = this.filter;
    const input = vscode.window.createInputBox();
    input.title = "Filter Sources & Claims";
    input.placeholder = "A name, a kind of claim, or words of the text; empty shows all";
    input.value = before;
    let accepted = false;
    input.onDidChangeValue((words) => this.setFilter(words));
    input.onDidAccept(() => {
      accepted = true;
      input.hide();
    });
    input.onDidHide(() => {
      if (!accepted) this.setFilter(before);
      input.dispose();
    });
    input.show();
  }

  setFilter(words: string): void {
    this.filter = words;
    this.update();
  }

  private update(): void {
    const { document, article } = this.follower;
    if (document !== this.document) this.identity = new Identity();
    this.document = document;
    this.items = article === undefined ? [] : outline(article, this.filter, this.identity);
    this.parents.clear();
    const walk = (item: Item): void => {
      for (const child of item.children ?? []) {
        this.parents.set(child.id, item);
        walk(child);
      }
    };
    this.items.forEach(walk);
    const filtered = this.filter.trim() !== "";
    this.view.description = filtered ? `“${this.filter.trim()}”` : undefined;
    this.view.message = article !== undefined && filtered && this.items.length === 0 ? "Nothing holds these words." : undefined;
    const open = article?.counts.withoutSource ?? 0;
    const tooltip = open === 1 ? "1 claim without a source" : `${open} claims without a source`;
    this.view.badge = open === 0 ? undefined : { value: open, tooltip };
    void vscode.commands.executeCommand("setContext", "whosaid.article", article !== undefined);
    void vscode.commands.executeCommand("setContext", "whosaid.filtered", filtered);
    this.changes.fire();
  }
}
