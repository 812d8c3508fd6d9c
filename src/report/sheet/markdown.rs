use super::Sheet;
use crate::report::finding::one_line;

/// A heading, a sum and a table.
pub(super) fn write(sheet: &Sheet<'_>) -> String {
    let mut out = format!("# Fact-check sheet: {}\n\n{}.\n", escape(&one_line(sheet.id)), sheet.summary());
    if sheet.rows.is_empty() {
        return out;
    }
    out.push_str("\n| Line | What | Kind | Text | Speaker | Source | Missing |\n|---:|---|---|---|---|---|---|\n");
    for row in &sheet.rows {
        let cells = [
            row.line.to_string(),
            row.item().to_owned(),
            row.kinds.join(", "),
            escape(&row.text),
            escape(row.speaker.unwrap_or_default()),
            escape(&row.source),
            escape(&row.missing.join("; ")),
        ];
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    out
}

/// Text that Markdown shows as it is, in a cell of a table.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$' | '#') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn a_cell_stays_a_cell() {
        assert_eq!(escape("a | b *c* <d> [e]"), r"a \| b \*c\* \<d\> \[e\]");
    }
}
