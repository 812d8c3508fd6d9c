use super::Span;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with inner hyphens and apostrophes (`Al-Jazeera`, `O'Brien`); clitics stand alone (`'s`, `n't`).
    Word,
    /// Digits with their separators, sign, currency or percent mark apart (`1,200.5`, `2016`, `3rd`).
    Number,
    /// A quotation mark, or an apostrophe that may be one.
    Quote,
    /// Any other punctuation.
    Punctuation,
    /// Anything else: currency and percent signs, emoji, symbols.
    Symbol,
}

/// A word, number or mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its bytes in the text it was taken from.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
}

/// Splits text into tokens, in order; white space belongs to none.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() {
            continue;
        }
        let mut end = start + c.len_utf8();
        let kind = if c.is_alphabetic() {
            while let Some(&(i, d)) = chars.peek() {
                if !d.is_alphanumeric() {
                    break;
                }
                end = i + d.len_utf8();
                chars.next();
            }
            TokenKind::Word
        } else if c.is_numeric() {
            while let Some(&(i, d)) = chars.peek() {
                if !d.is_alphanumeric() {
                    break;
                }
                end = i + d.len_utf8();
                chars.next();
            }
            TokenKind::Number
        } else if "\"'“”‘’„‟«»‹›`´「」『』".contains(c) {
            TokenKind::Quote
        } else if c.is_ascii_punctuation() || "…—–¿¡、。，".contains(c) {
            TokenKind::Punctuation
        } else {
            TokenKind::Symbol
        };
        out.push(Token { span: Span::new(start, end), kind });
    }
    out
}
