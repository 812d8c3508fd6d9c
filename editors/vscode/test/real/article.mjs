// What a reader of examples/harbour.txt sees, from the first mark to the sheet on disk.
import { PATIENCE } from "./checks.mjs";
import language from "./language.mjs";
import marks from "./marks.mjs";
import sheet from "./sheet.mjs";
import sources from "./sources.mjs";
import surroundings from "./surroundings.mjs";

const PARTS = { marks, sources, sheet, language, surroundings };

/** All parts; those that WHOSAID_PARTS names where a fault is looked for. */
export default async function (workbench, checks) {
  const asked = process.env.WHOSAID_PARTS?.split(" ") ?? Object.keys(PARTS);
  if (asked[0] !== "marks") await workbench.page.locator(".squiggly-warning").first().waitFor({ timeout: 120_000 * PATIENCE });
  for (const name of asked) await PARTS[name](workbench, checks);
}
