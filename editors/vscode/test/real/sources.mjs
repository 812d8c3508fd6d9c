// The view Sources & Claims, the status bar, and the tints.
import assert from "node:assert/strict";
import { PATIENCE, until } from "./checks.mjs";

const VIEW = ".tree-explorer-viewlet-tree-view";

export default async function (w, checks) {
  const { page } = w;
  const it = checks.check.bind(checks);
  const row = (words) => w.row(VIEW, words);

  await it("the status bar counts, and opens the view", async () => {
    const item = page.locator(".statusbar-item", { has: page.locator('[aria-label*="quotations"]') }).first();
    await item.waitFor();
    assert.match(await item.getAttribute("aria-label"), /\d+ quotations?, \d+ speakers?/);
    await item.click();
    await row("Speakers").waitFor();
  });
  await it("the view lists speakers with their role and quotations", async () => {
    await row("Marta Quill").waitFor();
    assert.match(await row("Marta Quill").innerText(), /harbour master.*3 quotations/s);
    await row("Marta Quill").locator(".monaco-tl-twistie").click();
    await row("Every winter").waitFor();
  });
  await it("the view lists claims without a source and boilerplate", async () => {
    await row("Without a source").waitFor();
    await row("flooded eleven times").waitFor();
    await row("Boilerplate").waitFor();
  });
  await page.locator(".codelens-decoration", { hasText: "Marta Quill: 3 quotations" }).first().waitFor().catch(() => {});
  await w.picture("sources");
  await it("a click goes to the words", async () => {
    await row("Every winter").click();
    await until("the words are selected", async () => (await page.locator(".statusbar-item", { hasText: /selected/ }).count()) > 0);
  });
  await it("the view follows an edit and keeps its place", async () => {
    await row("With a source").locator(".monaco-tl-twistie").click();
    await row("Marta Quill").locator(".monaco-tl-twistie").click();
    await row("Every winter").waitFor({ state: "detached" });
    await w.typeAfter("Critics", " The strike has cost 4 million crowns in three weeks.");
    await row("cost 4 million crowns").waitFor();
    assert.equal(await row("Marta Quill").getAttribute("aria-expanded"), "false");
    assert.equal(await row("With a source").getAttribute("aria-expanded"), "true");
    await w.command("File: Revert File");
    await row("cost 4 million crowns").waitFor({ state: "detached" });
  });
  await it("a lens leads to the speaker in the view", async () => {
    const lens = page.locator(".codelens-decoration a", { hasText: "Tomas Brandt: 1 quotation" }).first();
    // After an edit the lenses are drawn anew, maybe just under the mouse.
    await until("the speaker is selected", async () => {
      await lens.click({ timeout: 3000 * PATIENCE }).catch(() => {});
      await page.waitForTimeout(500 * PATIENCE);
      return (await row("Tomas Brandt").getAttribute("aria-selected")) === "true";
    });
    await row("Nobody here is against").waitFor();
  });
  await it("the view can be filtered", async () => {
    await w.command("whosaid: Filter Sources & Claims");
    await page.locator(".quick-input-widget", { hasText: "Filter Sources & Claims" }).waitFor();
    await page.keyboard.insertText("brandt");
    await row("Marta Quill").waitFor({ state: "detached" });
    await row("Tomas Brandt").waitFor();
    await page.keyboard.press("Enter");
    await w.command("whosaid: Show All Sources & Claims");
    await row("Marta Quill").waitFor();
  });
  await it("each speaker’s quotations are tinted where the setting asks for it", async () => {
    await w.command("whosaid: Tint Each Speaker");
    const colours = () =>
      page.evaluate(() => {
        const marks = [...document.querySelectorAll(".view-overlays .cdr")].map((e) => getComputedStyle(e).backgroundColor);
        return [...new Set(marks.filter((c) => /rgba\(.*0\.2/.test(c)))];
      });
    await until("two tints", async () => (await colours()).length >= 2);
    await w.click("A vote in the spring");
    await w.picture("tints");
    await w.command("whosaid: Tint Each Speaker");
    await until("no tints", async () => (await colours()).length === 0);
  });
}
