import type { Range } from "./article";

/** The names of a server's semantic tokens. */
export interface Legend {
  readonly tokenTypes: readonly string[];
  readonly tokenModifiers: readonly string[];
}

/** As many speakers have a tint of their own; then the tints come again. */
export const TINTS = 8;

/**
 * The quotations of each tint, from semantic tokens as the protocol writes them: five numbers a token, each place
 * relative to the one before.
 */
export function quotationsByTint(data: readonly number[], legend: Legend): Range[][] {
  const tints: Range[][] = Array.from({ length: TINTS }, () => []);
  const quotation = legend.tokenTypes.indexOf("quotation");
  const bits = tints.map((_, i) => legend.tokenModifiers.indexOf(`speaker${i + 1}`));
  let line = 0;
  let character = 0;
  for (let i = 0; i + 4 < data.length; i += 5) {
    const [down, along, length, type, modifiers] = data.slice(i, i + 5) as [number, number, number, number, number];
    line += down;
    character = down > 0 ? along : character + along;
    if (type !== quotation) continue;
    const tint = bits.findIndex((bit) => bit >= 0 && Math.floor(modifiers / 2 ** bit) % 2 === 1);
    tints[tint]?.push({ start: { line, character }, end: { line, character: character + length } });
  }
  return tints;
}
