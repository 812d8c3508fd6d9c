import assert from "node:assert/strict";
import { test } from "node:test";
import { type State, status } from "../src/summary";
import { article, claim, quote, speaker } from "./article";

test("the status bar counts speakers and claims without a source", () => {
  const draft = article({ speakers: [speaker("Ines Kolb", [quote("“Yes”", 1)])], claims: [claim("It cost 4 million.", 2, false)] });
  const { text, tooltip } = status("running", draft);
  assert.equal(text, "$(person) 1  $(question) 1");
  assert.match(tooltip, /1 quotation, 1 speaker\n1 claim without a source/);
});

test("it is content where each claim has a source", () => {
  const { text, tooltip } = status("running", article({ claims: [claim("It cost 4 million, she said.", 2, true)] }));
  assert.match(text, /\$\(check\)/);
  assert.match(tooltip, /1 claim with a source/);
  const second = claim("It cost 5 million, she said.", 3, true);
  const both = status("running", article({ claims: [claim("It cost 4 million, she said.", 2, true), second] }));
  assert.match(both.tooltip, /2 claims, each with a source/);
  assert.match(status("running", article()).tooltip, /no claims/);
});

test("every state has words, and trouble warns", () => {
  const states: State[] = ["off", "starting", "running", "missing", "failed", "outdated"];
  for (const state of states) {
    const { text, tooltip, warns } = status(state, undefined);
    assert.ok(text !== "" && tooltip.startsWith("whosaid"), state);
    assert.equal(warns, state === "missing" || state === "failed", state);
  }
});
