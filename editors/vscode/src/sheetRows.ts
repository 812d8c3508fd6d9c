import { count } from "./article";

/** The fact-check sheet as the server writes it in JSON. */
export interface Sheet {
  readonly id: string;
  readonly offsets: "utf8" | "utf16" | "utf32";
  readonly summary: { readonly quotations: number; readonly speakers: number; readonly claims: number; readonly unattributed: number };
  readonly rows: readonly Row[];
}

export interface Row {
  readonly item: "quotation" | "claim";
  readonly line: number;
  readonly spans: readonly (readonly [number, number])[];
  readonly kinds: readonly string[];
  readonly text: string;
  readonly speaker: string | null;
  readonly source: string;
  readonly missing: readonly string[];
}

/** `7 quotations by 3 speakers; 11 claims, 4 of them without a source`. */
export function summary(sheet: Sheet): string {
  const { quotations, speakers, claims, unattributed } = sheet.summary;
  const open = unattributed === 0 ? "" : `, ${unattributed} without a source`;
  return `${count(quotations, "quotation")} by ${count(speakers, "speaker")}; ${count(claims, "claim")}${open}`;
}

/** The places of a row in the text of an editor, which counts UTF-16 units. A place behind the text is its end. */
export function places(row: Row, offsets: Sheet["offsets"], text: string): [number, number][] {
  const unit = { utf8: (c: string) => Buffer.byteLength(c), utf16: (c: string) => c.length, utf32: () => 1 }[offsets];
  const wanted = [...new Set(row.spans.flat())].sort((a, b) => a - b);
  const found = new Map<number, number>();
  let counted = 0;
  let at = 0;
  for (const character of text) {
    while (wanted.length > 0 && (wanted[0] as number) <= counted) found.set(wanted.shift() as number, at);
    if (wanted.length === 0) break;
    counted += unit(character);
    at += character.length;
  }
  return row.spans.map(([start, end]) => [found.get(start) ?? text.length, found.get(end) ?? text.length]);
}
