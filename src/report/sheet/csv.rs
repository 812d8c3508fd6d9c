use super::Sheet;

/// Rows with a heading, in the form that spreadsheets take (RFC 4180). The byte order mark tells them that it is UTF-8.
pub(super) fn write(sheet: &Sheet<'_>) -> String {
    let mut out = "\u{feff}file,line,start,end,what,kind,text,speaker,source,missing\r\n".to_owned();
    for row in &sheet.rows {
        let (start, end) = (row.spans.first().map(|s| s[0]), row.spans.last().map(|s| s[1]));
        let cells = [
            cell(sheet.id),
            row.line.to_string(),
            start.map(|n| n.to_string()).unwrap_or_default(),
            end.map(|n| n.to_string()).unwrap_or_default(),
            row.item().to_owned(),
            cell(&row.kinds.join("; ")),
            cell(&row.text),
            cell(row.speaker.unwrap_or_default()),
            cell(&row.source),
            cell(&row.missing.join("; ")),
        ];
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}

/// Text as a cell. An apostrophe keeps a spreadsheet from taking it for a formula.
fn cell(text: &str) -> String {
    let formula =
        text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) || text.starts_with(['\t', '\r']);
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', ';', '\r', '\n', '\t', '\'']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn quotes_and_formulas() {
        assert_eq!(cell("plain"), "plain");
        assert_eq!(cell("“We won,” she said"), "\"“We won,” she said\"");
        assert_eq!(cell("say \"hi\""), "\"say \"\"hi\"\"\"");
        assert_eq!(cell("=HYPERLINK(1)"), "\"'=HYPERLINK(1)\"");
        assert_eq!(cell(" -2+3"), "\"' -2+3\"");
    }
}
