import * as vscode from "vscode";
import type { Article } from "./article";
import type { Connection } from "./connection";
import { reads, sameDocument } from "./documents";

/** Follows the article that is edited: the one whose editor was the last to be active, until it is closed. */
export class Follower implements vscode.Disposable {
  private followed: vscode.TextDocument | undefined;
  private known: Article | undefined;
  private asking = false;
  private again = false;
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable[];
  /** Another article is followed, or it was read anew. */
  readonly onDidChange = this.changes.event;

  constructor(private readonly connection: Connection) {
    this.subscriptions = [
      this.changes,
      vscode.window.onDidChangeActiveTextEditor((editor) => this.follow(editor)),
      vscode.workspace.onDidCloseTextDocument((document) => {
        if (document === this.followed) this.leave();
      }),
      connection.onDidReadArticle((uri) => {
        if (this.followed !== undefined && sameDocument(uri, this.followed)) void this.ask();
      }),
      connection.onDidChangeState(() => {
        this.known = undefined;
        this.changes.fire();
        void this.ask();
      }),
    ];
    this.follow(vscode.window.activeTextEditor);
  }

  get document(): vscode.TextDocument | undefined {
    return this.followed;
  }

  get article(): Article | undefined {
    return this.known;
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private follow(editor: vscode.TextEditor | undefined): void {
    if (editor === undefined || editor.document === this.followed || !reads(editor.document)) return;
    this.followed = editor.document;
    this.known = undefined;
    this.changes.fire();
    void this.ask();
  }

  private leave(): void {
    this.followed = undefined;
    this.known = undefined;
    this.changes.fire();
    this.follow(vscode.window.activeTextEditor);
  }

  /** Asks for the article; while an answer is waited for, one more question at most is kept. */
  private async ask(): Promise<void> {
    this.again = this.asking;
    if (this.asking) return;
    this.asking = true;
    try {
      do {
        this.again = false;
        const document = this.followed;
        if (document === undefined) return;
        const article = await this.connection.article(document);
        if (article !== undefined && document === this.followed) {
          this.known = article;
          this.changes.fire();
        }
      } while (this.again);
    } finally {
      this.asking = false;
    }
  }
}
