//! Lines made comparable.

use super::shape::EDGE;

/// `text` folded, without bullets, arrows, brackets and stops at both ends.
pub(super) fn normal(text: &str) -> String {
    fold(text.trim_matches(EDGE))
}

/// The beginning of a line folded: marks at its end stay, because the line goes on behind them.
pub(super) fn normal_start(text: &str) -> String {
    fold(text.trim_start_matches(EDGE))
}

/// `text` in lower case, with single blanks, straight apostrophes, and each number as one `0`.
pub(super) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut number = false;
    for c in text.chars() {
        if c.is_ascii_digit() || number && matches!(c, ',' | '.') {
            if !number {
                out.push('0');
            }
            number = true;
            continue;
        }
        number = false;
        if c.is_ascii() {
            if c.is_ascii_whitespace() {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            } else {
                out.push(if c == '`' { '\'' } else { c.to_ascii_lowercase() });
            }
        } else if c.is_whitespace() {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else if matches!(c, '’' | '‘' | '´') {
            out.push('\'');
        } else {
            out.extend(c.to_lowercase());
        }
    }
    out
}

/// Whether `phrase` stands in `key` at borders of words.
pub(super) fn holds(key: &str, phrase: &str) -> bool {
    key.match_indices(phrase).any(|(i, _)| {
        !key[..i].ends_with(char::is_alphanumeric) && !key[i + phrase.len()..].starts_with(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[test]
    fn decoration_and_numbers_do_not_count() {
        assert_eq!(normal("» Comments (1,204)"), "comments (0");
        assert_eq!(normal("Don’t  miss…"), "don't miss");
        assert_eq!(normal("• Share: "), "share:");
    }
}
