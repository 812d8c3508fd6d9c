/// Text that Markdown shows as it is, in a line or in a cell of a table.
pub(super) fn escape(text: &str) -> String {
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
