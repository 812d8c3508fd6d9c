import assert from "node:assert/strict";
import { test } from "node:test";
import { quotationsByTint, TINTS } from "../src/tokens";

const legend = {
  tokenTypes: ["speaker", "cue", "quotation"],
  tokenModifiers: ["direct", "speaker1", "speaker2", "speaker8"],
};

test("quotations go to the tint of their speaker", () => {
  const data = [
    [0, 4, 9, 2, 0b0011], // speaker 1
    [0, 20, 5, 0, 0b0010], // the name itself is no quotation
    [2, 1, 7, 2, 0b0100], // speaker 2, two lines below
    [0, 10, 3, 2, 0b0001], // nobody’s
    [1, 0, 2, 2, 0b1000], // speaker 8
  ].flat();
  const tints = quotationsByTint(data, legend);
  assert.equal(tints.length, TINTS);
  assert.deepEqual(tints[0], [{ start: { line: 0, character: 4 }, end: { line: 0, character: 13 } }]);
  assert.deepEqual(tints[1], [{ start: { line: 2, character: 1 }, end: { line: 2, character: 8 } }]);
  assert.deepEqual(tints[7], [{ start: { line: 3, character: 0 }, end: { line: 3, character: 2 } }]);
  assert.equal(tints.flat().length, 3);
});

test("a server that knows no tints gives none", () => {
  assert.equal(quotationsByTint([0, 0, 5, 0, 7], { tokenTypes: ["keyword"], tokenModifiers: [] }).flat().length, 0);
});
