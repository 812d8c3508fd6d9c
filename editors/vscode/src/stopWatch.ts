import type { TextDocument, Uri } from "vscode";
import type { Middleware } from "vscode-languageclient/node";

/** Logs how long the first marks of an article take. */
export class StopWatch {
  private started = 0;
  private readonly opened = new Map<string, number>();

  constructor(private readonly log: (line: string) => void) {}

  /** The server is started now. */
  start(): void {
    this.started = performance.now();
    this.opened.clear();
  }

  readonly middleware: Middleware = {
    didOpen: (document, next) => {
      this.open(document);
      return next(document);
    },
    handleDiagnostics: (uri, diagnostics, next) => {
      this.marked(uri);
      next(uri, diagnostics);
    },
    provideDiagnostics: async (document, previous, token, next) => {
      const report = await next(document, previous, token);
      this.marked("uri" in document ? document.uri : document);
      return report;
    },
  };

  private open(document: TextDocument): void {
    this.opened.set(document.uri.toString(), performance.now());
  }

  private marked(uri: Uri): void {
    const opened = this.opened.get(uri.toString());
    if (opened === undefined) return;
    this.opened.delete(uri.toString());
    const now = performance.now();
    const name = uri.path.split("/").pop();
    this.log(`First marks on ${name}: ${Math.round(now - opened)} ms after it was opened, ${Math.round(now - this.started)} ms after the server was started.`);
  }
}
