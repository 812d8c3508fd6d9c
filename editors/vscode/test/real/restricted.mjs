// A folder that is not trusted names another program as the server: the article is marked, by the extension's own.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PATIENCE } from "./checks.mjs";

export default async function (w, checks) {
  await checks.check("a folder that is not trusted does not choose the program", async () => {
    await w.editor("harbour.txt").waitFor({ timeout: 60_000 * PATIENCE });
    await w.page.locator(".squiggly-warning").first().waitFor({ timeout: 60_000 * PATIENCE });
    const logs = join(process.env.WHOSAID_PROFILE, "data", "logs");
    const file = readdirSync(logs, { recursive: true }).find((name) => name.endsWith("whosaid.log"));
    assert.match(readFileSync(join(logs, file), "utf8"), new RegExp(`Server: ${process.env.WHOSAID_SERVER}`));
  });
}
