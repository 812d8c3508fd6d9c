import type { Position, Range } from "./article";

/** The next range behind a place, or the one before it; at the end of the text it goes on at the other end. */
export function step(ranges: readonly Range[], from: Position, direction: 1 | -1): Range | undefined {
  const sorted = [...ranges].sort((a, b) => compare(a.start, b.start));
  if (direction === 1) return sorted.find((r) => compare(r.start, from) > 0) ?? sorted[0];
  return sorted.reverse().find((r) => compare(r.start, from) < 0) ?? sorted[0];
}

function compare(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}
