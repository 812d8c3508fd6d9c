import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { test } from "node:test";
import { findServer } from "../src/server";

function program(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "whosaid");
  writeFileSync(file, "#!/bin/sh\n");
  chmodSync(file, 0o755);
  return file;
}

const root = () => mkdtempSync(join(tmpdir(), "whosaid-"));

test("the path of the settings comes first", () => {
  const dir = root();
  const mine = program(join(dir, "mine"));
  program(join(dir, "extension", "server"));
  assert.equal(findServer(mine, join(dir, "extension"), { windows: false, path: "" }).found, mine);
});

test("a wrong path in the settings is not replaced by another server", () => {
  const dir = root();
  program(join(dir, "extension", "server"));
  const search = findServer(join(dir, "nothing"), join(dir, "extension"), { windows: false, path: "" });
  assert.deepEqual(search, { found: undefined, tried: [join(dir, "nothing")] });
});

test("the binary of the extension comes before PATH", () => {
  const dir = root();
  const bundled = program(join(dir, "extension", "server"));
  const path = [join(dir, "a"), join(dir, "b")].join(delimiter);
  const onPath = program(join(dir, "b"));
  assert.equal(findServer("", join(dir, "extension"), { windows: false, path }).found, bundled);
  assert.equal(findServer("", join(dir, "elsewhere"), { windows: false, path }).found, onPath);
});

test("a folder of that name is no server", () => {
  const dir = root();
  mkdirSync(join(dir, "bin", "whosaid"), { recursive: true });
  assert.equal(findServer("", dir, { windows: false, path: join(dir, "bin") }).found, undefined);
});

test("Windows looks for an exe", () => {
  const search = findServer("", "extension", { windows: true, path: "" });
  assert.deepEqual(search.tried, [join("extension", "server", "whosaid.exe")]);
});
