// Marks in the text: squiggles, hints, hovers, problems, and what the light bulb does about them.
import assert from "node:assert/strict";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { PATIENCE, until } from "./checks.mjs";
import { firstMarks } from "./speed.mjs";

export default async function (w, checks) {
  const { page } = w;
  const it = checks.check.bind(checks);

  await it("the article is marked", async () => {
    await w.editor("harbour.txt").waitFor({ timeout: 60_000 * PATIENCE });
    await page.locator(".squiggly-warning").first().waitFor({ timeout: 60_000 * PATIENCE });
  });
  await it("a hint names the speaker behind a pronoun and a role", async () => {
    for (const [words, name] of [
      ["she said", "Marta Quill"],
      ["According to", "Marta Quill"],
      ["same mistake", "Tomas Brandt"],
    ]) {
      await until(`${name} at “${words}”`, async () => (await paragraph(w, words)).includes(name));
    }
  });
  await it("a hint stands behind a claim without a source", () => w.drawn("⚑ no source").waitFor());
  await it("a hint tells what a line of the page is", async () => {
    const line = await until("the hint", async () => {
      const text = await paragraph(w, "Your email address");
      return text.length > "Your email address will not be published.".length + 3 && text;
    });
    assert.match(line, /comment form/);
  });
  await it("a lens counts a speaker’s quotations", () => page.locator(".codelens-decoration", { hasText: "Marta Quill: 3 quotations" }).first().waitFor());
  await w.picture("marks");
  await it("a hover says who speaks and why", async () => {
    await w.hover("Every winter");
    const hover = page.locator(".monaco-hover:visible", { hasText: "Marta Quill" }).first();
    await hover.waitFor();
    await page.waitForTimeout(500);
    assert.match(await hover.innerText(), /pronoun “she”/);
    await w.picture("hover");
    await page.keyboard.press("Escape");
    await page.mouse.move(620, 730);
  });
  await it("the problems panel lists what was found", async () => {
    await page.keyboard.press("Control+Shift+M");
    await w.row(".markers-panel", "boilerplate-line").waitFor();
    await w.row(".markers-panel", "weasel-attribution").waitFor();
    await w.picture("problems");
    await page.keyboard.press("Control+J");
    await page.locator(".markers-panel").waitFor({ state: "hidden" });
  });
  await it("the light bulb deletes the lines of the page", async () => {
    await w.click("Leave a Reply");
    const action = page.locator(".action-widget .monaco-list-row", { hasText: /Delete these \d+ boilerplate lines/ }).first();
    await until("the menu", async () => {
      await page.keyboard.press("Control+.");
      return action.waitFor({ timeout: 4000 * PATIENCE }).then(() => true, () => false);
    }, 20_000);
    await w.picture("light-bulb");
    await action.click();
    await until("the lines are gone", async () => (await page.locator(".view-line", { hasText: "Your email address" }).count()) === 0);
    await page.locator(".squiggly-warning").first().waitFor({ state: "detached" });
    await page.keyboard.press("Control+Z");
    await w.drawn("Your email address").waitFor();
  });
  await it("the finding at the cursor is put aside", async () => {
    const list = join(w.folder, ".whosaid", "ignored.json");
    await w.click("Critics say");
    await w.command("Ignore the Finding at the Cursor");
    await until("the list", () => existsSync(list));
    rmSync(list);
  });
  await it("first marks on an article of 1,000 words", async () => {
    await w.file("long.md");
    try {
      await firstMarks("long.md", w.folder);
    } finally {
      await w.file("harbour.txt");
    }
  });
}

/** All that is drawn of the paragraph that holds words, hints included. */
async function paragraph(w, words) {
  return w.page.evaluate((words) => {
    const lines = [...document.querySelectorAll(".monaco-editor .view-line")];
    lines.sort((a, b) => a.getBoundingClientRect().y - b.getBoundingClientRect().y);
    const texts = lines.map((line) => line.textContent.replace(/\u00a0/g, " "));
    const at = texts.findIndex((text) => text.includes(words));
    if (at < 0) return "";
    const empty = (text) => text.trim() === "";
    let [from, to] = [at, at];
    while (from > 0 && !empty(texts[from - 1])) from--;
    while (to + 1 < texts.length && !empty(texts[to + 1])) to++;
    return texts.slice(from, to + 1).join("");
  }, words);
}
