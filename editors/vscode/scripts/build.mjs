// Bundles the extension and the script of the sheet into dist/.
import { copyFileSync, mkdirSync } from "node:fs";
import { build } from "esbuild";

const common = { bundle: true, minify: true, sourcemap: false, logLevel: "warning" };
mkdirSync("dist", { recursive: true });
await build({
  ...common,
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  external: ["vscode"],
  format: "cjs",
  platform: "node",
  target: "node20",
});
await build({ ...common, entryPoints: ["src/webview/sheet.ts"], outfile: "dist/sheet.js", format: "iife", target: "chrome120" });
copyFileSync("src/webview/sheet.css", "dist/sheet.css");
