// A folder that is not trusted names another program as the server: the article is marked, by the extension's own.
import { PATIENCE } from "./checks.mjs";

export default async function (w, checks) {
  await checks.check("a folder that is not trusted does not choose the program", async () => {
    await w.editor("harbour.txt").waitFor({ timeout: 60_000 * PATIENCE });
    await w.page.locator(".squiggly-warning").first().waitFor({ timeout: 60_000 * PATIENCE });
    // The folder's program ends at once: had it been taken, there would be no marks.
  });
}
