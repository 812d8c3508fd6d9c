/** As much of the editor's interface as the unit tests touch; the rest is tried in the real editor (test/real). */

type Listener<T> = (value: T) => void;

export class EventEmitter<T> {
  private readonly listeners = new Set<Listener<T>>();
  readonly event = (listener: Listener<T>): Disposable => {
    this.listeners.add(listener);
    return new Disposable(() => this.listeners.delete(listener));
  };
  fire(value: T): void {
    for (const listener of [...this.listeners]) listener(value);
  }
  dispose(): void {
    this.listeners.clear();
  }
}

export class Disposable {
  constructor(private readonly end: () => unknown) {}
  static from(...all: { dispose(): unknown }[]): Disposable {
    return new Disposable(() => all.forEach((d) => d.dispose()));
  }
  dispose(): void {
    this.end();
  }
}

export const Uri = { parse: (text: string) => ({ toString: () => decodeURIComponent(text) }) };

export const CodeActionKind = { QuickFix: { append: (parts: string) => ({ value: `quickfix.${parts}` }) } };

/** The commands that were registered. */
export const registered = new Set<string>();
export const commands = {
  registerCommand(name: string): Disposable {
    registered.add(name);
    return new Disposable(() => registered.delete(name));
  },
};

export const activeEditor = new EventEmitter<unknown>();
export const closed = new EventEmitter<unknown>();
export const window: Record<string, unknown> = { onDidChangeActiveTextEditor: activeEditor.event, activeTextEditor: undefined };
export const workspace = { onDidCloseTextDocument: closed.event };
