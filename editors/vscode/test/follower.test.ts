import assert from "node:assert/strict";
import { test } from "node:test";
import type { Article } from "../src/article";
import type { Connection } from "../src/connection";
import { Follower } from "../src/follower";
import { article } from "./article";
import { activeEditor, closed, EventEmitter, window } from "./vscode";

interface Document {
  uri: { scheme: string; toString(): string };
  languageId: string;
}

function document(name: string, languageId = "markdown", scheme = "file"): Document {
  return { uri: { scheme, toString: () => `${scheme}:///${name}` }, languageId };
}

/** A server that answers when it is told to. */
function server() {
  const read = new EventEmitter<string>();
  const states = new EventEmitter<string>();
  const waiting: { document: Document; answer: (article: Article | undefined) => void }[] = [];
  const connection = {
    onDidReadArticle: read.event,
    onDidChangeState: states.event,
    article: (document: Document) => new Promise<Article | undefined>((answer) => waiting.push({ document, answer })),
  };
  return { read, states, waiting, connection: connection as unknown as Connection };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test("it follows the active article, and keeps it while another panel is active", async () => {
  const { waiting, connection } = server();
  const a = document("a.md");
  window.activeTextEditor = { document: a };
  const follower = new Follower(connection);
  assert.equal(follower.document, a);
  waiting.shift()?.answer(article({ version: 3 }));
  await turn();
  assert.equal(follower.article?.version, 3);
  for (const other of [undefined, { document: document("x.rs", "rust") }, { document: document("out", "plaintext", "output") }]) {
    activeEditor.fire(other);
    assert.equal(follower.document, a);
    assert.equal(follower.article?.version, 3);
  }
  follower.dispose();
});

test("a burst of readings asks once more, not once each", async () => {
  const { read, waiting, connection } = server();
  window.activeTextEditor = { document: document("a.md") };
  const follower = new Follower(connection);
  for (let i = 0; i < 9; i++) read.fire("file:///a.md");
  read.fire("file:///other.md");
  assert.equal(waiting.length, 1);
  waiting.shift()?.answer(article({ version: 1 }));
  await turn();
  assert.equal(waiting.length, 1);
  waiting.shift()?.answer(article({ version: 9 }));
  await turn();
  assert.equal(waiting.length, 0);
  assert.equal(follower.article?.version, 9);
  follower.dispose();
});

test("an answer for the article before is not shown for the next", async () => {
  const { waiting, connection } = server();
  const [a, b] = [document("a.md"), document("b.md")];
  window.activeTextEditor = { document: a };
  const follower = new Follower(connection);
  activeEditor.fire({ document: b });
  waiting.shift()?.answer(article({ uri: "file:///a.md", version: 7 }));
  await turn();
  assert.equal(follower.article?.version, undefined);
  assert.ok(waiting[0]?.document === b);
  waiting.shift()?.answer(article({ uri: "file:///b.md", version: 1 }));
  await turn();
  assert.equal(follower.article?.uri, "file:///b.md");
  follower.dispose();
});

test("what was found is forgotten with the article, and with the server", async () => {
  const { states, waiting, connection } = server();
  const a = document("a.md");
  window.activeTextEditor = { document: a };
  const follower = new Follower(connection);
  waiting.shift()?.answer(article());
  await turn();
  states.fire("failed");
  assert.equal(follower.article, undefined);
  waiting.shift()?.answer(undefined);
  await turn();
  window.activeTextEditor = undefined;
  closed.fire(a);
  assert.ok(follower.document === undefined);
  follower.dispose();
});
