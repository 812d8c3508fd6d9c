use super::Sheet;
use crate::report::finding::one_line;
use crate::report::markdown::escape;

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
