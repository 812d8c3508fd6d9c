// The fact-check sheet: beside the article, following it, leading back into it, and saved.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "./checks.mjs";

export default async function (w, checks) {
  const { page } = w;
  const it = checks.check.bind(checks);
  const sheet = page.frameLocator("iframe.webview").first().frameLocator("#active-frame");
  const rows = sheet.locator("tbody tr");
  const command = (...parameters) => execFileSync(process.env.WHOSAID_SERVER, ["sheet", ...parameters], { encoding: "utf8" });

  await it("the sheet opens beside the article, with the rows that the command line prints", async () => {
    await w.command("whosaid: Open the Fact-Check Sheet");
    await rows.first().waitFor();
    const expected = JSON.parse(command("--format", "json", join(w.folder, "harbour.txt")));
    assert.equal(await rows.count(), expected.rows.length);
    assert.match(await sheet.locator("#summary").innerText(), new RegExp(`${expected.summary.quotations} quotations by`));
    await w.picture("sheet");
  });
  await it("the sheet shows only what is missing something", async () => {
    const all = await rows.count();
    await sheet.locator("#missing").check();
    const lacking = await rows.count();
    assert.ok(lacking > 0 && lacking < all, `${lacking} of ${all}`);
    await sheet.locator("#missing").uncheck();
  });
  await it("a row leads back into the text", async () => {
    await rows.filter({ hasText: "Nobody here is against" }).first().locator("button").click();
    await until("the words are selected", async () => (await page.locator(".statusbar-item", { hasText: /selected/ }).count()) > 0);
  });
  await it("the sheet follows an edit", async () => {
    await w.typeAfter("Critics", " The strike has cost 4 million crowns in three weeks.");
    await rows.filter({ hasText: "4 million crowns" }).waitFor();
    await w.command("File: Revert File");
    await rows.filter({ hasText: "4 million crowns" }).waitFor({ state: "detached" });
  });
  for (const [button, format] of [
    ["CSV…", "csv"],
    ["Markdown…", "md"],
    ["HTML…", "html"],
  ]) {
    await it(`the sheet is saved as ${format}`, async () => {
      await sheet.locator("button", { hasText: button }).click();
      const input = page.locator(".quick-input-widget input.input");
      await input.waitFor();
      const target = join(w.folder, `harbour-sheet.${format}`);
      await until("a name is offered", async () => (await input.inputValue()).endsWith(`harbour-sheet.${format}`));
      await page.keyboard.press("Enter");
      await until("the file", () => existsSync(target) && readFileSync(target, "utf8").length > 0);
      const name = (text) => text.replaceAll(join(w.folder, "harbour.txt"), "harbour.txt");
      const [saved, printed] = [readFileSync(target, "utf8"), command("--format", format, join(w.folder, "harbour.txt"))];
      assert.equal(name(saved).split("\n").length, name(printed).split("\n").length);
      assert.ok(saved.includes("Nobody here is against"));
    });
  }
  await it("the sheet is copied", async () => {
    await w.command("whosaid: Copy the Fact-Check Sheet");
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
    await until("the clipboard", async () => /^# Fact-check sheet/.test(await clipboard()));
  });
}
