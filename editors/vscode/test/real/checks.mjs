// Runs checks one after the other; each tells how long it took, and a failure does not stop those behind it.
const MOST_FAILURES = 8;

/** On a busy machine, WHOSAID_PATIENCE multiplies how long is waited for anything. */
export const PATIENCE = Number(process.env.WHOSAID_PATIENCE ?? 1);

export class Checks {
  passed = 0;
  failed = 0;

  constructor(onFailure) {
    this.onFailure = onFailure;
  }

  async check(name, run) {
    const began = performance.now();
    try {
      await run();
      this.passed++;
      console.log(`ok   ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
    } catch (error) {
      this.failed++;
      console.log(`FAIL ${name}: ${error.message.split("\n").slice(0, 4).join("\n     ")}`);
      await this.onFailure?.(name);
      if (this.failed >= MOST_FAILURES) throw new Error("Too many checks failed; those behind are left out.");
    }
  }

  /** Prints the sum; the exit code. */
  end() {
    console.log(`${this.passed} passed, ${this.failed} failed`);
    return this.failed > 0 ? 1 : 0;
  }
}

/** Waits until a value is there. */
export async function until(what, value, milliseconds = 15_000) {
  const end = Date.now() + milliseconds * PATIENCE;
  for (;;) {
    const found = await value();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
