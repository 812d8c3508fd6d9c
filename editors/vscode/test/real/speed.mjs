// How long the first marks take: what the extension's log says, and what the server alone needs.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { until } from "./checks.mjs";

/**
 * Milliseconds within which a release build of the server is to start and mark an article of 1,000 words on an idle
 * machine. How fast and how busy the machine is stays unknown here, so that only ten times as much is a failure.
 */
const BAR = 100;

export async function firstMarks(name, folder) {
  const line = await until("the log tells of the first marks", () => log().match(new RegExp(`First marks on ${name}: (\\d+) ms.*`)));
  console.log(`     in VS Code: ${line[0]}`);
  const runs = [];
  for (let i = 0; i < 5; i++) runs.push(await alone(join(folder, name)));
  const list = (of) => runs.map((run) => run[of].toFixed(0)).join(", ");
  const words = readFileSync(join(folder, name), "utf8").split(/\s+/).length;
  console.log(`     the server alone, from its start to the first marks on ${words} words: ${list("wall")} ms by the clock, ${list("cpu")} ms of CPU`);
  // Other work on the machine lengthens the clock's time; the CPU's adds up what ran at the same time.
  const best = Math.min(...runs.map((run) => Math.min(run.wall, run.cpu)));
  console.log(`     best: ${best.toFixed(0)} ms, the aim on an idle machine is ${BAR} ms`);
  assert.ok(best < 10 * BAR, `the server needs ${best.toFixed(0)} ms, ten times the ${BAR} ms that it may take on an idle machine`);
}

/** The log of the extension. */
function log() {
  const logs = join(process.env.WHOSAID_PROFILE, "data", "logs");
  const files = readdirSync(logs, { recursive: true }).filter((file) => file.endsWith("whosaid.log"));
  return files.map((file) => readFileSync(join(logs, file), "utf8")).join("\n");
}

/** Starts the server of the extension, opens an article and waits for its marks. */
function alone(file) {
  const text = readFileSync(file, "utf8");
  const uri = pathToFileURL(file).href;
  const began = performance.now();
  const server = spawn(process.env.WHOSAID_SERVER, ["lsp", "--stdio"]);
  const send = (message) => {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  return new Promise((resolve, reject) => {
    let said = "";
    server.on("error", reject);
    server.stdout.setEncoding("utf8").on("data", (data) => {
      const before = said;
      said += data;
      if (!before.includes('"capabilities"') && said.includes('"capabilities"')) {
        send({ method: "initialized", params: {} });
        const textDocument = { uri, languageId: "markdown", version: 1, text };
        send({ method: "textDocument/didOpen", params: { textDocument } });
      }
      if (said.includes('"textDocument/publishDiagnostics"')) {
        resolve({ wall: performance.now() - began, cpu: cpu(server.pid) });
        server.kill();
      }
    });
    send({ id: 1, method: "initialize", params: { processId: null, rootUri: null, capabilities: {} } });
  });
}

/** Milliseconds of CPU that a process has used. */
function cpu(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /, "").split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
