// A VS Code in a browser, and what can be done in it.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { PATIENCE } from "./checks.mjs";

const { chromium } = await import(process.env.WHOSAID_PLAYWRIGHT);
const QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const pictures = process.env.WHOSAID_PICTURES;

export class Workbench {
  constructor(browser, page, address, folder) {
    Object.assign(this, { browser, page, address, folder });
  }

  /** Opens a folder and a file of it. */
  static async open(address, folder, file) {
    const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", headless: true, args: QUIET });
    const context = await browser.newContext({ viewport: { width: 1240, height: 820 } });
    await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: address });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000 * PATIENCE);
    page.setDefaultNavigationTimeout(60_000 * PATIENCE);
    const at = `vscode-remote://${new URL(address).host}${folder}/${file}`;
    await page.goto(`${address}/?folder=${folder}&payload=${encodeURIComponent(JSON.stringify([["openFile", at]]))}`);
    return new Workbench(browser, page, address, folder);
  }

  close() {
    return this.browser.close();
  }

  /** Saves a picture for the guides, where a folder for them was named. */
  async picture(name, clip) {
    if (!pictures) return;
    mkdirSync(pictures, { recursive: true });
    await this.page.screenshot({ path: join(pictures, `${name}.png`), clip });
  }

  /** Runs a command of the palette by its title. */
  async command(title) {
    await this.page.keyboard.press("F1");
    const input = this.page.locator(".quick-input-widget input.input");
    await input.waitFor();
    await input.fill(`>${title}`);
    await this.page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().click();
    // Some commands ask for something in the same box.
    await this.page.waitForFunction(() => {
      const box = document.querySelector(".quick-input-widget input.input");
      return !box || !box.offsetParent || !box.value.startsWith(">");
    });
  }

  /** Opens a file of the folder. */
  async file(name) {
    await this.page.keyboard.press("Control+P");
    await this.page.locator(".quick-input-widget input.input").fill(name);
    await this.page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first().click();
    await this.editor(name).waitFor();
  }

  editor(name) {
    return this.page.locator(`.monaco-editor[data-uri$="${name}"]`).first();
  }

  /** Where words stand on the screen; they may not be broken over two lines of it. */
  async place(words) {
    for (let tries = 0; tries < 100 * PATIENCE; tries++) {
      const found = await this.page.evaluate(findWords, words);
      if (found) return found;
      await this.page.waitForTimeout(100);
    }
    throw new Error(`“${words}” is not on the screen`);
  }

  async click(words) {
    const { x, y } = await this.place(words);
    await this.page.mouse.click(x, y);
  }

  async hover(words) {
    const { x, y } = await this.place(words);
    await this.page.mouse.move(x - 4, y);
    await this.page.mouse.move(x, y, { steps: 3 });
  }

  /** The line of the text, as it is drawn, that holds words. */
  drawn(words) {
    return this.page.locator(".monaco-editor .view-line", { hasText: words }).first();
  }

  /** A row of a list or tree below an element. */
  row(within, words) {
    return this.page.locator(`${within} .monaco-list-row`, { hasText: words }).first();
  }

  /** Types into the article at the end of the words' paragraph. */
  async typeAfter(words, text) {
    await this.click(words);
    // Once to the end of the line that is drawn, and again to the end of the whole.
    await this.page.keyboard.press("End");
    await this.page.keyboard.press("End");
    await this.page.keyboard.insertText(text);
  }
}

/** Runs in the page: the middle of words in the text that is drawn. */
function findWords(words) {
  for (const line of document.querySelectorAll(".monaco-editor .view-line")) {
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    const parts = [];
    let text = "";
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      parts.push({ node, start: text.length });
      text += node.data.replace(/\u00a0/g, " ");
    }
    const at = text.indexOf(words);
    if (at < 0) continue;
    const point = (offset) => {
      const part = parts.findLast((p) => p.start <= offset);
      return [part.node, offset - part.start];
    };
    const range = document.createRange();
    range.setStart(...point(at));
    range.setEnd(...point(at + words.length - 1));
    const box = range.getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }
  return undefined;
}
