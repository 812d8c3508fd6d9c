/**
 * Gives the things of a list names that stay with them while the article is typed: one whose text is the same keeps its
 * name, one whose text has changed takes the name of the one that stood there. So a view keeps its place.
 */
export class Identity {
  private lists = new Map<string, Entry[]>();
  private fresh = new Map<string, Entry[]>();
  private made = 0;

  /** The names of a list's things, by their texts, in order. */
  name(list: string, texts: readonly string[]): string[] {
    const old = [...(this.fresh.get(list) ?? this.lists.get(list) ?? [])];
    const found = texts.map((text) => {
      const at = old.findIndex((entry) => entry.text === text);
      return at < 0 ? undefined : old.splice(at, 1)[0]?.id;
    });
    const entries = texts.map((text, i) => ({
      text,
      id: found[i] ?? old.shift()?.id ?? `${list}/${this.made++}`,
    }));
    this.fresh.set(list, entries);
    return entries.map((entry) => entry.id);
  }

  /** Forgets the lists that were not named since the last call: what is gone comes back under a new name. */
  settle(): void {
    this.lists = this.fresh;
    this.fresh = new Map();
  }
}

interface Entry {
  readonly text: string;
  readonly id: string;
}
