import { type Article, type Boilerplate, type Claim, count, oneLine, type Quote, type Range, type Speaker, spaced } from "./article";
import type { Identity } from "./identity";

/** A line of the Sources & Claims view. */
export interface Item {
  /** The same while the article is typed. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  /** All of the text, where the label may be cut. */
  readonly tooltip?: string;
  /** The name of a codicon. */
  readonly icon?: string;
  /** A theme colour of the icon. */
  readonly colour?: string;
  /** Where it stands in the article. */
  readonly range?: Range;
  readonly open?: boolean;
  readonly children?: readonly Item[];
}

/** The lines of the view for an article; with a filter, those that hold its words and the groups above them. */
export function outline(article: Article, filter: string, identity: Identity): Item[] {
  const items = [speakers(article, identity), claims(article, identity), boilerplate(article, identity)];
  identity.settle();
  const words = oneLine(filter).toLowerCase();
  return words === "" ? items : items.flatMap((item) => matching(item, words));
}

function matching(item: Item, words: string): Item[] {
  const said = [item.label, item.description, item.tooltip].join(" ").toLowerCase();
  const group = item.range === undefined;
  if (!group && said.includes(words)) return [item];
  const children = (item.children ?? []).flatMap((child) => matching(child, words));
  if (children.length === 0) return [];
  // Another name, so that the view opens what the reader had closed.
  const found = { ...item, id: `found/${item.id}`, children, open: true };
  return [group ? { ...found, description: String(leaves(children)) } : found];
}

function leaves(items: readonly Item[]): number {
  const parts = new Set<string>();
  const walk = (item: Item): void => {
    if (item.range !== undefined) parts.add(item.id);
    else item.children?.forEach(walk);
  };
  items.forEach(walk);
  return parts.size;
}

function speakers(article: Article, identity: Identity): Item {
  // Those of whom something is shown are counted, here as in the status bar and in the lens.
  const shown = article.speakers.filter((s) => s.quotes.length > 0);
  const ids = identity.name(
    "speaker",
    shown.map((s) => s.name),
  );
  const children = shown.map((s, i) => speaker(s, ids[i] ?? "", identity));
  if (article.quotesWithoutSpeaker.length > 0) {
    children.push({
      id: "speakers/unknown",
      label: "Speaker not found",
      description: count(article.quotesWithoutSpeaker.length, "quotation"),
      icon: "question",
      colour: "list.warningForeground",
      open: true,
      children: quotes(article.quotesWithoutSpeaker, "speakers/unknown", identity),
    });
  }
  return { id: "speakers", label: "Speakers", description: String(article.counts.speakers), open: true, children };
}

const SPEAKER_ICONS: Record<string, string> = {
  person: "person",
  organization: "organization",
  group: "organization",
  place: "globe",
  anonymous: "eye-closed",
};

function speaker(speaker: Speaker, id: string, identity: Identity): Item {
  const anonymous = speaker.kind === "anonymous" ? ["not named"] : [];
  const quotations = count(speaker.quotes.length, "quotation");
  return {
    id,
    label: oneLine(speaker.name),
    description: [...speaker.roles.slice(0, 1).map(oneLine), ...anonymous, quotations].join(" · "),
    tooltip: [speaker.name, ...speaker.roles, ...anonymous, quotations].map(oneLine).join("\n"),
    icon: SPEAKER_ICONS[speaker.kind] ?? "person",
    range: speaker.range,
    open: false,
    children: quotes(speaker.quotes, id, identity),
  };
}

/** How the speaker was found, where a name beside the words does not show it. */
const RESOLUTIONS: Record<string, string> = {
  role: "by role",
  pronoun: "by pronoun",
  continuation: "goes on",
  ambiguous: "several fit",
};

function quotes(quotes: readonly Quote[], list: string, identity: Identity): Item[] {
  const ids = identity.name(
    `${list}/quote`,
    quotes.map((q) => q.text),
  );
  return quotes.map((q, i) => {
    const how = [`line ${q.range.start.line + 1}`, ...(q.kind === "direct" ? [] : [q.kind])];
    const found = RESOLUTIONS[q.resolution ?? ""];
    return {
      id: ids[i] ?? "",
      label: oneLine(q.text),
      description: [...how, ...(found === undefined ? [] : [found])].join(" · "),
      tooltip: oneLine(q.text),
      icon: q.kind === "direct" ? "quote" : "comment",
      range: q.range,
    };
  });
}

function claims(article: Article, identity: Identity): Item {
  const without = article.claims.filter((c) => !c.attributed);
  const sourced = article.claims.filter((c) => c.attributed);
  const kinds = [...new Set(article.claims.flatMap((c) => c.types))].sort();
  const group = (id: string, label: string, claims: readonly Claim[], icon: string, open: boolean): Item => ({
    id,
    label,
    description: String(claims.length),
    icon,
    colour: id === "claims/without" && claims.length > 0 ? "list.warningForeground" : undefined,
    open,
    children: listed(claims, id, identity),
  });
  const ofKind = (kind: string): Item =>
    group(
      `claims/kind/${kind}`,
      capital(spaced(kind)),
      article.claims.filter((c) => c.types.includes(kind)),
      "symbol-numeric",
      false,
    );
  const children = [
    group("claims/without", "Without a source", without, "warning", true),
    group("claims/with", "With a source", sourced, "check", false),
  ];
  if (kinds.length > 0) {
    children.push({
      id: "claims/kinds",
      label: "By kind",
      description: String(kinds.length),
      icon: "tag",
      open: false,
      children: kinds.map(ofKind),
    });
  }
  return { id: "claims", label: "Claims", description: String(article.claims.length), open: true, children };
}

function listed(claims: readonly Claim[], list: string, identity: Identity): Item[] {
  const ids = identity.name(
    `${list}/claim`,
    claims.map((c) => c.text),
  );
  return claims.map((c, i) => ({
    id: ids[i] ?? "",
    label: oneLine(c.text),
    description: [`line ${c.range.start.line + 1}`, ...c.types.map(spaced)].join(" · "),
    tooltip: `${oneLine(c.text)}\n${c.attributed ? "Has a source." : "Has no source."}`,
    icon: c.attributed ? "pass" : "circle-outline",
    range: c.range,
  }));
}

function boilerplate(article: Article, identity: Identity): Item {
  const ids = identity.name(
    "boilerplate/line",
    article.boilerplate.map((b) => b.text),
  );
  const item = (b: Boilerplate, i: number): Item => ({
    id: ids[i] ?? "",
    label: oneLine(b.text),
    description: `line ${b.range.start.line + 1} · ${spaced(b.kind)}`,
    tooltip: `${oneLine(b.text)}\n${b.reason}`,
    icon: "circle-slash",
    range: b.range,
  });
  return {
    id: "boilerplate",
    label: "Boilerplate",
    description: String(article.boilerplate.length),
    open: false,
    children: article.boilerplate.map(item),
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
