import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Where the server was looked for, and the first place that holds it. */
export interface Search {
  readonly found: string | undefined;
  readonly tried: readonly string[];
}

/** The platform, as far as the search depends on it. */
export interface Machine {
  readonly windows: boolean;
  readonly path: string;
}

/**
 * Looks for the server: the path of the settings, the binary that comes with the extension, then PATH.
 * A path that the user set and that is wrong is never replaced by another: they should learn of it.
 */
export function findServer(configured: string, extension: string, machine: Machine): Search {
  const name = machine.windows ? "whosaid.exe" : "whosaid";
  if (configured !== "") {
    return { found: runs(configured) ? configured : undefined, tried: [configured] };
  }
  const folders = machine.path.split(delimiter).filter((folder) => folder !== "");
  const tried = [join(extension, "server", name), ...folders.map((folder) => join(folder, name))];
  return { found: tried.find(runs), tried };
}

function runs(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
