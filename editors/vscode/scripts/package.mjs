// Packs the extension with a server into whosaid-PLATFORM.vsix.
//   npm run package -- [--server PATH] [--target PLATFORM] [--out FILE]
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";

const here = `${process.platform}-${process.arch}`;
const { values } = parseArgs({
  options: {
    server: { type: "string", default: "../../target/release/whosaid" },
    target: { type: "string", default: here },
    out: { type: "string" },
  },
});
const { server, target } = values;
const file = target.startsWith("win32") ? "whosaid.exe" : "whosaid";
const source = target.startsWith("win32") && !server.endsWith(".exe") ? `${server}.exe` : server;
if (!existsSync(source)) {
  console.error(`There is no server at ${resolve(source)}. Build it with \`cargo build --release\`, or name it with --server.`);
  process.exit(1);
}
rmSync("server", { recursive: true, force: true });
mkdirSync("server");
copyFileSync(source, `server/${file}`);
chmodSync(`server/${file}`, 0o755);
for (const licence of ["LICENSE-MIT", "LICENSE-APACHE"]) copyFileSync(`../../${licence}`, `${licence}.txt`);
execFileSync(process.execPath, ["scripts/build.mjs"], { stdio: "inherit" });
const out = values.out ?? `whosaid-${target}.vsix`;
const vsce = "node_modules/@vscode/vsce/vsce";
execFileSync(process.execPath, [vsce, "package", "--no-dependencies", "--skip-license", "--target", target, "--out", out], { stdio: "inherit" });
