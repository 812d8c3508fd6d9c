import { type Article, count } from "./article";

/** What the connection to the server is like. */
export type State = "off" | "starting" | "running" | "missing" | "failed" | "outdated";

/** A status-bar item, in the words of the place where it stands. */
export interface Status {
  readonly text: string;
  readonly tooltip: string;
  readonly warns: boolean;
}

/** The state of the article, or of the server where there is none to tell of. */
export function status(state: State, article: Article | undefined): Status {
  switch (state) {
    case "missing":
      return { text: "$(warning) whosaid", tooltip: "whosaid: the server was not found. Click to set its path.", warns: true };
    case "failed":
      return { text: "$(warning) whosaid", tooltip: "whosaid: the server has stopped. Click to start it again.", warns: true };
    case "outdated":
      return {
        text: "$(quote) whosaid",
        tooltip: "whosaid: the server is older than this extension; it marks the text, but cannot list what it found.",
        warns: false,
      };
    case "off":
    case "starting":
      return { text: "$(loading~spin) whosaid", tooltip: "whosaid is starting.", warns: false };
    case "running":
      return article === undefined
        ? { text: "$(quote) whosaid", tooltip: "whosaid is reading the article.", warns: false }
        : read(article);
  }
}

/** `11 claims, 4 without a source`. */
function support(claims: number, withoutSource: number): string {
  if (claims === 0) return "no claims";
  if (claims === 1) return withoutSource === 0 ? "1 claim with a source" : "1 claim without a source";
  return `${count(claims, "claim")}, ${withoutSource === 0 ? "each with a source" : `${withoutSource} without a source`}`;
}

function read(article: Article): Status {
  const { speakers, quotations, claims, withoutSource, boilerplate } = article.counts;
  const open = withoutSource === 0 ? "$(check)" : `$(question) ${withoutSource}`;
  const lines = [
    `whosaid: ${count(quotations, "quotation")}, ${count(speakers, "speaker")}`,
    support(claims, withoutSource),
  ];
  if (article.quotesWithoutSpeaker.length > 0) lines.push(`${count(article.quotesWithoutSpeaker.length, "quotation")} without a speaker`);
  if (boilerplate > 0) lines.push(`${count(boilerplate, "line")} of boilerplate`);
  return { text: `$(person) ${speakers}  ${open}`, tooltip: `${lines.join("\n")}\nClick for Sources & Claims.`, warns: false };
}
