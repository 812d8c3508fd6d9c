import * as vscode from "vscode";
import {
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  State as ClientState,
  type StaticFeature,
} from "vscode-languageclient/node";
import type { Article } from "./article";
import { LANGUAGES, SCHEMES } from "./documents";
import { findServer } from "./server";
import { StopWatch } from "./stopWatch";
import type { State } from "./summary";
import type { Legend } from "./tokens";

/** The server, from its start to its end. */
export class Connection implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private turn: Promise<void> = Promise.resolve();
  private current: State = "off";
  private readonly watch: StopWatch;
  private readonly states = new vscode.EventEmitter<State>();
  private readonly articles = new vscode.EventEmitter<string>();
  /** The state has changed. */
  readonly onDidChangeState = this.states.event;
  /** The server has read an article anew; its name. */
  readonly onDidReadArticle = this.articles.event;

  constructor(
    private readonly extension: string,
    readonly log: vscode.LogOutputChannel,
  ) {
    this.watch = new StopWatch((line) => log.info(line));
  }

  get state(): State {
    return this.current;
  }

  /** Starts the server, again if it runs. Calls wait for each other. */
  restart(): Promise<void> {
    return this.inTurn(async () => {
      await this.end();
      await this.begin();
    });
  }

  stop(): Promise<void> {
    return this.inTurn(() => this.end());
  }

  dispose(): void {
    this.states.dispose();
    this.articles.dispose();
  }

  /** What was found in an article; nothing where the server does not tell. */
  article(document: vscode.TextDocument): Promise<Article | undefined> {
    return this.command("whosaid.article", [document.uri.toString()]);
  }

  /** The fact-check sheet of an article, as it is saved. */
  sheet(document: vscode.TextDocument, format: string): Promise<string | undefined> {
    return this.command("whosaid.sheet", [document.uri.toString(), format]);
  }

  /** The semantic tokens of an article, with the names of what they are. */
  async tokens(document: vscode.TextDocument): Promise<{ data: readonly number[]; legend: Legend } | undefined> {
    const legend = this.client?.initializeResult?.capabilities.semanticTokensProvider?.legend;
    if (this.client === undefined || legend === undefined) return undefined;
    const textDocument = { uri: this.client.code2ProtocolConverter.asUri(document.uri) };
    // By range: the editor asks for the whole, and then for what changed since its own last question.
    const range = { start: { line: 0, character: 0 }, end: { line: document.lineCount, character: 0 } };
    const answer = await this.request<{ data: number[] } | null>("textDocument/semanticTokens/range", { textDocument, range });
    return { data: answer?.data ?? [], legend };
  }

  private async command<T>(command: string, commandArguments: unknown[]): Promise<T | undefined> {
    const known = this.client?.initializeResult?.capabilities.executeCommandProvider?.commands ?? [];
    if (!known.includes(command)) return undefined;
    return (await this.request<T | null>("workspace/executeCommand", { command, arguments: commandArguments })) ?? undefined;
  }

  /** Asks the server. A question that was overtaken by an edit or by its end has no answer. */
  private async request<T>(method: string, params: unknown): Promise<T | undefined> {
    const client = this.client;
    if (client?.state !== ClientState.Running) return undefined;
    try {
      return await client.sendRequest<T>(method, params);
    } catch (error) {
      this.log.debug(`${method}: ${String(error)}`);
      return undefined;
    }
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(work, work);
    return this.turn;
  }

  private set(state: State): void {
    this.current = state;
    this.states.fire(state);
  }

  private async end(): Promise<void> {
    const running = this.client;
    this.client = undefined;
    if (running === undefined) return;
    this.set("off");
    try {
      await running.dispose();
    } catch (error) {
      this.log.warn(`The server did not stop by itself: ${String(error)}`);
    }
  }

  private async begin(): Promise<void> {
    const configured = vscode.workspace.getConfiguration("whosaid").get<string>("server.path", "").trim();
    const machine = { windows: process.platform === "win32", path: process.env.PATH ?? "" };
    const search = findServer(configured, this.extension, machine);
    if (search.found === undefined) {
      this.log.error(`The server was not found. Tried: ${search.tried.join(", ")}`);
      this.set("missing");
      void this.tellMissing(configured);
      return;
    }
    this.log.info(`Server: ${search.found}`);
    this.set("starting");
    const server = { command: search.found, args: ["lsp", "--stdio"] };
    const client = new LanguageClient("whosaid", "whosaid", server, this.options());
    client.registerFeature(TOLD_OF_ARTICLES);
    client.onNotification("whosaid/articleChanged", (told: { uri: string }) => this.articles.fire(told.uri));
    client.onDidChangeState(({ newState }) => {
      // The client starts a server that has ended again by itself, a few times.
      if (this.client === client) this.set(this.stateOf(newState));
    });
    this.client = client;
    this.watch.start();
    try {
      await client.start();
      this.set(this.stateOf(client.state));
    } catch (error) {
      this.log.error(`The server did not start: ${String(error)}`);
      this.set("failed");
      // Until somebody has read it, a restart is not to wait.
      void this.tellFailed();
    }
  }

  private async tellFailed(): Promise<void> {
    const choice = await vscode.window.showErrorMessage("whosaid: the server did not start.", "Show the Log");
    if (choice !== undefined) this.log.show();
  }

  private stateOf(state: ClientState): State {
    if (state === ClientState.Starting) return "starting";
    if (state === ClientState.Stopped) return "failed";
    const commands = this.client?.initializeResult?.capabilities.executeCommandProvider?.commands ?? [];
    return commands.includes("whosaid.article") ? "running" : "outdated";
  }

  private options(): LanguageClientOptions {
    return {
      documentSelector: LANGUAGES.flatMap((language) => SCHEMES.map((scheme) => ({ language, scheme }))),
      outputChannel: this.log,
      // A request that a restart cuts off is no news for the reader; the status bar tells when the server is gone.
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions: vscode.workspace.getConfiguration("whosaid"),
      synchronize: { configurationSection: "whosaid" },
      middleware: {
        ...this.watch.middleware,
        // A lens over a speaker tells where there is no view of them.
        executeCommand: (command, parameters, next) =>
          command === "whosaid.show" ? vscode.commands.executeCommand("whosaid.showSpeaker", ...parameters) : next(command, parameters),
      },
    };
  }

  private async tellMissing(configured: string): Promise<void> {
    const message =
      configured === ""
        ? "whosaid: the server is neither in the extension nor on PATH. Install the package for your platform, or set the path of the server."
        : `whosaid: there is no program at ${configured}, which is set as whosaid.server.path.`;
    const choice = await vscode.window.showErrorMessage(message, "Set the Path", "Show the Log");
    if (choice === "Set the Path") await vscode.commands.executeCommand("workbench.action.openSettings", "whosaid.server.path");
    if (choice === "Show the Log") this.log.show();
  }
}

/** Asks the server to say when it has read an article anew. */
const TOLD_OF_ARTICLES: StaticFeature = {
  fillClientCapabilities(capabilities) {
    capabilities.experimental = { ...capabilities.experimental, whosaid: { articleChanged: true } };
  },
  initialize: () => undefined,
  getState: () => ({ kind: "static" }),
  clear: () => undefined,
};
