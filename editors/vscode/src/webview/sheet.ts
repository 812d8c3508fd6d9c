/** Fills the page of the fact-check sheet. Text of the article goes into text nodes only. */
import type { Row } from "../sheetRows";

declare function acquireVsCodeApi(): { postMessage(message: unknown): void; setState(state: unknown): void };

const editor = acquireVsCodeApi();
const get = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const onlyMissing = get<HTMLInputElement>("missing");
const search = get<HTMLInputElement>("search");
let rows: readonly Row[] = [];

editor.setState({ uri: document.body.dataset.uri });

function element<K extends keyof HTMLElementTagNameMap>(tag: K, text = "", className = ""): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = className;
  return made;
}

function line(row: Row, index: number): HTMLTableRowElement {
  const made = element("tr", "", row.missing.length > 0 ? `${row.item} lacks` : row.item);
  const place = element("td", "", "number");
  const link = element("button", String(row.line), "link");
  link.type = "button";
  link.title = "Go to the words";
  link.setAttribute("aria-label", `Go to line ${row.line}`);
  place.append(link);
  const what = element("td", row.item);
  what.append(element("small", row.kinds.join(", ")));
  made.append(place, what);
  for (const text of [row.text, row.speaker ?? "", row.source]) {
    const cell = element("td", text);
    cell.dir = "auto";
    made.append(cell);
  }
  made.append(element("td", row.missing.join("; "), "missing"));
  made.addEventListener("click", () => {
    // Whoever selects words to copy them does not want to go away.
    if (String(document.getSelection()) === "") editor.postMessage({ type: "reveal", row: index });
  });
  return made;
}

function show(): void {
  const words = search.value.trim().toLowerCase();
  const wanted = (row: Row): boolean =>
    (!onlyMissing.checked || row.missing.length > 0) && JSON.stringify(Object.values(row)).toLowerCase().includes(words);
  const focused = document.activeElement?.closest("tr")?.rowIndex;
  const lines = rows.flatMap((row, index) => (wanted(row) ? [line(row, index)] : []));
  get("rows").replaceChildren(...lines);
  if (focused !== undefined) lines[focused - 1]?.querySelector("button")?.focus();
  const empty = get("empty");
  empty.hidden = lines.length > 0;
  empty.textContent = rows.length === 0 ? "There is no quotation and no claim in this article." : "Nothing here fits.";
}

window.addEventListener("message", ({ data }: MessageEvent) => {
  if (data.type === "gone") {
    get("summary").textContent = "The article cannot be opened any more.";
    return;
  }
  // What was shown before stays.
  if (data.type === "none") {
    if (rows.length === 0) get("summary").textContent = data.reason;
    return;
  }
  rows = data.rows;
  get("summary").textContent = data.summary;
  show();
});
onlyMissing.addEventListener("change", show);
search.addEventListener("input", show);
for (const button of document.querySelectorAll<HTMLButtonElement>("[data-copy]")) {
  button.addEventListener("click", () => editor.postMessage({ type: "copy" }));
}
for (const button of document.querySelectorAll<HTMLButtonElement>("[data-export]")) {
  button.addEventListener("click", () => editor.postMessage({ type: "export", format: button.dataset.export }));
}
editor.postMessage({ type: "ready" });
