import assert from "node:assert/strict";
import { test } from "node:test";
import { Identity } from "../src/identity";
import { type Item, outline } from "../src/outline";
import { article, claim, quote, range, speaker } from "./article";

const draft = article({
  speakers: [
    speaker("Ines Kolb", [quote("“The ferry\n stays”", 4), quote("it will pay", 6, { kind: "indirect", resolution: "pronoun" })], {
      roles: ["the ferry’s captain"],
    }),
    speaker("a senior official", [quote("talks go badly", 8, { kind: "indirect" })], { kind: "anonymous" }),
    // Nothing is shown of him.
    speaker("Olav Bree", []),
  ],
  quotesWithoutSpeaker: [quote("“Who knows”", 9, { resolution: "unknown" })],
  claims: [claim("It cost 4 million.", 2, false, "statistic"), claim("Trade fell by 3 %.", 3, true, "statistic", "comparison")],
  boilerplate: [{ range: range(11), text: "Leave a Reply", kind: "comment-form", reason: "A form for comments." }],
});

/** The view as a reader sees it, a line an item. */
function drawn(items: readonly Item[], depth = 0): string[] {
  return items.flatMap((item) => [
    `${"  ".repeat(depth)}${item.label} [${item.description ?? ""}]`,
    ...drawn(item.children ?? [], depth + 1),
  ]);
}

function all(items: readonly Item[]): Item[] {
  return items.flatMap((item) => [item, ...all(item.children ?? [])]);
}

test("all that was found stands in its group", () => {
  assert.deepEqual(drawn(outline(draft, "", new Identity())), [
    "Speakers [2]",
    "  Ines Kolb [the ferry’s captain · 2 quotations]",
    "    “The ferry stays” [line 5]",
    "    it will pay [line 7 · indirect · by pronoun]",
    "  a senior official [not named · 1 quotation]",
    "    talks go badly [line 9 · indirect]",
    "  Speaker not found [1 quotation]",
    "    “Who knows” [line 10]",
    "Claims [2]",
    "  Without a source [1]",
    "    It cost 4 million. [line 3 · statistic]",
    "  With a source [1]",
    "    Trade fell by 3 %. [line 4 · statistic · comparison]",
    "  By kind [2]",
    "    Comparison [1]",
    "      Trade fell by 3 %. [line 4 · statistic · comparison]",
    "    Statistic [2]",
    "      It cost 4 million. [line 3 · statistic]",
    "      Trade fell by 3 %. [line 4 · statistic · comparison]",
    "Boilerplate [1]",
    "  Leave a Reply [line 12 · comment form]",
  ]);
});

test("no two items have one name", () => {
  const twice = article({ ...draft, speakers: [...draft.speakers, ...draft.speakers], claims: [...draft.claims, ...draft.claims] });
  const ids = all(outline(twice, "", new Identity())).map((item) => item.id);
  assert.equal(new Set(ids).size, ids.length);
});

test("items keep their names while the article is typed", () => {
  const identity = new Identity();
  const id = (items: readonly Item[], label: string) => all(items).find((item) => item.label.startsWith(label))?.id;
  const before = outline(draft, "", identity);
  const [captain, official] = draft.speakers;
  assert.ok(captain && official);
  const typed = article({
    ...draft,
    speakers: [speaker("Bo Ek", [quote("“New”", 1)]), { ...captain, quotes: [quote("“The ferry stays here”", 4), ...captain.quotes.slice(1)] }, official],
    claims: [claim("A bridge is 40 years old.", 0, false, "date"), ...draft.claims],
  });
  const after = outline(typed, "", identity);
  for (const label of ["Ines Kolb", "“The ferry stays", "it will pay", "a senior official", "It cost 4 million.", "Leave a Reply", "Without a source"]) {
    assert.equal(id(after, label), id(before, label), label);
  }
  assert.notEqual(id(after, "Bo Ek"), undefined);
  const ids = all(after).map((item) => item.id);
  assert.equal(new Set(ids).size, ids.length);
});

test("a filter keeps what holds its words, with the groups above it, open", () => {
  const found = outline(draft, "  It WILL ", new Identity());
  assert.deepEqual(drawn(found), ["Speakers [1]", "  Ines Kolb [the ferry’s captain · 2 quotations]", "    it will pay [line 7 · indirect · by pronoun]"]);
  assert.ok(all(found).every((item) => item.children === undefined || item.open));
  assert.deepEqual(outline(draft, "no such words", new Identity()), []);
});

test("a speaker that a filter finds keeps all their quotations", () => {
  assert.equal(drawn(outline(draft, "ines", new Identity())).length, 4);
});

test("a kind of claim can be filtered for", () => {
  const found = drawn(outline(draft, "comparison", new Identity()));
  assert.ok(found.includes("  With a source [1]"), found.join("\n"));
  assert.ok(!found.some((line) => line.includes("4 million")), found.join("\n"));
});

test("an article without anything has its groups", () => {
  assert.deepEqual(drawn(outline(article(), "", new Identity())), [
    "Speakers [0]",
    "Claims [0]",
    "  Without a source [0]",
    "  With a source [0]",
    "Boilerplate [0]",
  ]);
});
