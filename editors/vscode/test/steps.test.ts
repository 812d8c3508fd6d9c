import assert from "node:assert/strict";
import { test } from "node:test";
import { step } from "../src/steps";
import { range } from "./article";

const ranges = [range(9), range(2), range(5, 4, 8)];

test("it steps through the text and around its end", () => {
  assert.deepEqual(step(ranges, { line: 2, character: 0 }, 1), ranges[2]);
  assert.deepEqual(step(ranges, { line: 9, character: 3 }, 1), ranges[1]);
  assert.deepEqual(step(ranges, { line: 5, character: 4 }, -1), ranges[1]);
  assert.deepEqual(step(ranges, { line: 0, character: 0 }, -1), ranges[0]);
  assert.equal(step([], { line: 0, character: 0 }, 1), undefined);
});
