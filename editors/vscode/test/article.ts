import type { Article, Claim, Quote, Range, Speaker } from "../src/article";

/** A range of one line. */
export function range(line: number, from = 0, to = 10): Range {
  return { start: { line, character: from }, end: { line, character: to } };
}

export function quote(text: string, line: number, more: Partial<Quote> = {}): Quote {
  return { range: range(line), text, kind: "direct", resolution: "named", ...more };
}

export function speaker(name: string, quotes: Quote[], more: Partial<Speaker> = {}): Speaker {
  return { name, kind: "person", roles: [], range: range(0), quotes, ...more };
}

export function claim(text: string, line: number, attributed: boolean, ...types: string[]): Claim {
  return { range: range(line), text, types, attributed, evidence: [] };
}

/** An article of these parts, with the counts that they give. */
export function article(parts: Partial<Article> = {}): Article {
  const whole = { uri: "file:///a.md", version: 1, speakers: [], quotesWithoutSpeaker: [], claims: [], boilerplate: [], ...parts };
  const counts = {
    speakers: whole.speakers.filter((s) => s.quotes.length > 0).length,
    quotations: whole.speakers.reduce((n, s) => n + s.quotes.length, whole.quotesWithoutSpeaker.length),
    claims: whole.claims.length,
    withoutSource: whole.claims.filter((c) => !c.attributed).length,
    boilerplate: whole.boilerplate.length,
  };
  return { ...whole, counts };
}
