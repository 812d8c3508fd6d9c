/** What the page of the sheet is made from. */
export interface Parts {
  /** Where the editor serves the extension's files from. */
  readonly source: string;
  readonly nonce: string;
  readonly script: string;
  readonly style: string;
  readonly uri: string;
}

/** The page around the sheet. Its script fills it; nothing comes from elsewhere, and nothing of an article is markup. */
export function page({ source, nonce, script, style, uri }: Parts): string {
  const policy = `default-src 'none'; style-src ${source}; script-src 'nonce-${nonce}'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escape(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escape(style)}">
<title>Fact-check sheet</title>
</head>
<body data-uri="${escape(uri)}">
<header>
<p id="summary" role="status">Reading the article …</p>
<div class="tools">
<label><input type="checkbox" id="missing"> Only what is missing something</label>
<input type="search" id="search" placeholder="Filter" aria-label="Filter the sheet">
<span class="buttons">
<button type="button" data-copy>Copy</button>
<button type="button" data-export="csv">CSV…</button>
<button type="button" data-export="md">Markdown…</button>
<button type="button" data-export="html">HTML…</button>
</span>
</div>
</header>
<table>
<thead><tr><th scope="col">Line</th><th scope="col">What</th><th scope="col">Text</th><th scope="col">Speaker</th><th scope="col">Source</th><th scope="col">Missing</th></tr></thead>
<tbody id="rows"></tbody>
</table>
<p id="empty" hidden></p>
<script nonce="${nonce}" src="${escape(script)}"></script>
</body>
</html>
`;
}

function escape(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}
