import assert from "node:assert/strict";
import { test } from "node:test";
import { page } from "../src/sheetPage";
import { places, type Row, summary } from "../src/sheetRows";

function row(...spans: [number, number][]): Row {
  return { item: "quotation", line: 1, spans, kinds: [], text: "", speaker: null, source: "", missing: [] };
}

test("places are found in whatever unit the server counts", () => {
  const text = "Ægir 👩‍🚒 said: “Go”.\r\nNow";
  const at = text.indexOf("“Go”");
  const before = text.slice(0, at);
  const units = { utf8: Buffer.byteLength(before), utf16: at, utf32: [...before].length } as const;
  const length = { utf8: Buffer.byteLength("“Go”"), utf16: 4, utf32: 4 } as const;
  for (const unit of ["utf8", "utf16", "utf32"] as const) {
    const [found] = places(row([units[unit], units[unit] + length[unit]]), unit, text);
    assert.equal(text.slice(...(found ?? [0, 0])), "“Go”", unit);
  }
});

test("several places keep their order, and one behind the text is its end", () => {
  assert.deepEqual(places(row([6, 8], [0, 2], [3, 99]), "utf8", "abcdefghij"), [
    [6, 8],
    [0, 2],
    [3, 10],
  ]);
});

test("the sum is told in words", () => {
  const sums = { quotations: 1, speakers: 2, claims: 3, unattributed: 1 };
  assert.equal(
    summary({ id: "a", offsets: "utf8", summary: sums, rows: [] }),
    "1 quotation by 2 speakers; 3 claims, 1 without a source",
  );
});

test("the page takes nothing from elsewhere and runs no script but its own", () => {
  const html = page({ source: "https://file.example", nonce: "n0nce", script: "https://file.example/s.js", style: "x.css", uri: 'a"><script>' });
  assert.match(html, /content="default-src 'none'; style-src https:\/\/file\.example; script-src 'nonce-n0nce'"/);
  assert.equal(html.match(/<script/g)?.length, 1);
  assert.ok(!/unsafe|style="|onclick/.test(html));
  assert.ok(html.includes("a&quot;&gt;&lt;script&gt;"));
});
