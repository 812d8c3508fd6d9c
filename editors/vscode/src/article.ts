/** What the server tells of an article (`whosaid.article`), as far as the extension shows it. */
export interface Article {
  readonly uri: string;
  readonly version: number;
  readonly counts: Counts;
  readonly speakers: readonly Speaker[];
  readonly quotesWithoutSpeaker: readonly Quote[];
  readonly claims: readonly Claim[];
  readonly boilerplate: readonly Boilerplate[];
}

export interface Counts {
  readonly speakers: number;
  readonly quotations: number;
  readonly claims: number;
  readonly withoutSource: number;
  readonly boilerplate: number;
}

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface Speaker {
  readonly name: string;
  readonly kind: string;
  readonly roles: readonly string[];
  readonly range: Range;
  readonly quotes: readonly Quote[];
}

export interface Quote {
  readonly range: Range;
  readonly text: string;
  readonly kind: string;
  readonly resolution?: string;
}

export interface Claim {
  readonly range: Range;
  readonly text: string;
  readonly types: readonly string[];
  readonly attributed: boolean;
  readonly evidence: readonly Range[];
}

export interface Boilerplate {
  readonly range: Range;
  readonly text: string;
  readonly kind: string;
  readonly reason: string;
}

/** `1 claim`, `2 claims`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** `comment-form` as people read it. */
export function spaced(kind: string): string {
  return kind.replace(/[-_]/g, " ").replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);
}

/** The text on one line. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
