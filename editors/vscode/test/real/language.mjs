// What the editor itself offers for any language, filled with speakers and claims: outline, rename, definition.
import assert from "node:assert/strict";
import { until } from "./checks.mjs";

export default async function (w, checks) {
  const { page } = w;
  const it = checks.check.bind(checks);

  await it("the outline lists the speakers", async () => {
    await w.click("Critics");
    await w.command("Explorer: Focus on Outline View");
    await w.row(".outline-tree", "Marta Quill").waitFor();
    await w.picture("outline");
  });
  await it("a speaker is renamed wherever they are named", async () => {
    await w.click("Brandt,");
    await page.keyboard.press("F2");
    const input = page.locator(".rename-box input");
    await input.waitFor();
    const before = await input.inputValue();
    assert.match(before, /Brandt/);
    await input.fill(before.replace("Brandt", "Brand-Osei"));
    await page.keyboard.press("Enter");
    await w.drawn("Brand-Osei").waitFor();
    const text = () => page.evaluate(() => [...document.querySelectorAll(".monaco-editor .view-line")].map((l) => l.textContent).join(""));
    await until("the hint says the new name, too", async () => (await text()).split("Brand-Osei").length > 2);
    await page.keyboard.press("Control+Z");
    await w.drawn("Brandt,").waitFor();
  });
}
