// Untitled articles, other themes, and a server that is not there.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "./checks.mjs";

export default async function (w, checks) {
  const { page } = w;
  const it = checks.check.bind(checks);
  // The path of a program belongs to the machine that the server runs on.
  const machine = join(process.env.WHOSAID_PROFILE, "data", "Machine");
  const setPath = (path) => writeFileSync(join(machine, "settings.json"), JSON.stringify({ "whosaid.server.path": path }));

  await it("an article that is saved nowhere is marked as it is typed", async () => {
    await w.command("File: New Untitled Text File");
    await page.locator('.monaco-editor[data-uri^="untitled"]').waitFor();
    await page.keyboard.insertText("The strike has cost 4 million crowns in three weeks.");
    await until("the mark", async () => (await page.locator('.monaco-editor[data-uri^="untitled"] .view-line', { hasText: "no source" }).count()) > 0);
  });
  await it("a path that is wrong is told, with a way to set it", async () => {
    await w.file("harbour.txt");
    setPath("/nowhere/whosaid");
    const told = page.locator(".notifications-center .notification-list-item", { hasText: "/nowhere/whosaid" });
    await page.locator('.statusbar-item[aria-label*="not found"]').first().waitFor();
    // The message itself may have faded already, or wait for others: the bell keeps it.
    await page.locator('[id="status.notifications"] a').click();
    await told.first().waitFor();
    await w.picture("missing");
    // The checks before may have left word of the sheets that they saved.
    const all = await page.locator(".notifications-center .notification-list-item").allInnerTexts();
    const others = all.filter((text) => !text.includes("/nowhere/whosaid") && !text.includes("sheet was saved"));
    assert.deepEqual(others, [], "other messages than this one");
    assert.equal(await told.count(), 1, "the same message more than once");
    await told.first().locator(".monaco-button", { hasText: "Set the Path" }).click();
    await page.locator(".settings-editor").waitFor();
    setPath("");
    await page.locator('.statusbar-item[aria-label*="not found"]').first().waitFor({ state: "detached" });
  });
}
