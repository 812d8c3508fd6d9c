use memchr::memchr;
use unicode_segmentation::UnicodeSegmentation;

use super::Span;
use super::abbreviation::Abbreviation;
use super::character::{is_apostrophe, is_blank, is_ideograph, is_invisible, is_punctuation, is_quote, is_word};
use super::{address, clitic};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with inner hyphens and apostrophes (`Al-Jazeera`, `O'Brien`); clitics stand alone (`'s`, `n't`).
    /// An abbreviation or an initial keeps its stop (`Mr.`, `U.S.`, `J.`). Also a handle, a tag, a domain
    /// (`@ann`, `#news`, `example.org`), and a number inside a longer word (`19-year-old`).
    Word,
    /// Digits with their separators, sign, currency or percent mark apart (`1,200.5`, `2016`, `3rd`, `9/11`).
    Number,
    /// A quotation mark (`''` and ` `` ` are one), or an apostrophe that may be one: before a word (`'tis`) and after a
    /// plural (`workers'`).
    Quote,
    /// Any other punctuation. An ellipsis, a dash of hyphens and a row of one mark (`***`) are one token.
    Punctuation,
    /// Anything else: currency and percent signs, emoji, symbols, and web and mail addresses.
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

/// Splits text into tokens, in order; white space and invisible characters between words belong to none.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut scanner = Scanner { text, tokens: Vec::with_capacity(text.len() / 5 + 2), sign: None };
    let mut at = 0;
    while let Some(c) = scanner.char_at(at) {
        at = if is_blank(c) { at + c.len_utf8() } else { scanner.token(at, c) };
    }
    scanner.tokens
}

struct Scanner<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    /// Where the next `@` stands, once it was looked for; the end of the text when there is none.
    sign: Option<usize>,
}

impl Scanner<'_> {
    /// Reads the token that begins at `at` with `c`; returns where it ends.
    fn token(&mut self, at: usize, c: char) -> usize {
        let next = at + c.len_utf8();
        if is_word(c) {
            return self.word(at);
        }
        let (end, kind) = match c {
            '.' if self.starts_decimal(at) => return self.word(at),
            '@' | '#' => match address::handle_end(self.text, at) {
                Some(end) => (end, TokenKind::Word),
                None => (next, TokenKind::Symbol),
            },
            '.' | '-' | '*' | '_' | '=' | '~' | '—' | '…' => {
                let kind = if "=~".contains(c) { TokenKind::Symbol } else { TokenKind::Punctuation };
                (self.run_end(at, c), kind)
            }
            '\'' | '`' if self.char_at(next) == Some(c) => (next + 1, TokenKind::Quote),
            _ if is_apostrophe(c) && self.after_word(at) => match clitic::behind(self.text, at) {
                Some(end) => (end, TokenKind::Word),
                None => (next, TokenKind::Quote),
            },
            _ if is_quote(c) => (next, TokenKind::Quote),
            _ if is_ideograph(c) => (self.cluster_end(at), TokenKind::Word),
            _ if is_punctuation(c) => (next, TokenKind::Punctuation),
            _ => (self.cluster_end(at), TokenKind::Symbol),
        };
        self.push(at, end, kind);
        end
    }

    /// Reads the word or number that begins at `at`, with what belongs to it.
    fn word(&mut self, at: usize) -> usize {
        if let Some(end) = self.address_end(at) {
            self.push(at, end, TokenKind::Symbol);
            return end;
        }
        let (mut end, dotted) = self.word_end(at);
        if dotted && self.byte(end) == Some(b'/') && self.char_at(end + 1).is_some_and(is_word) {
            end = address::tail_end(self.text, end);
            self.push(at, end, TokenKind::Symbol);
            return end;
        }
        if self.keeps_stop(at, end) {
            end += 1;
            if self.byte(end) == Some(b'-') && self.char_at(end + 1).is_some_and(is_word) {
                end = self.word_end(end + 1).0;
            }
        }
        for part in clitic::split(&self.text[at..end]) {
            let part = part.shift(at);
            let kind = if is_number(part.of(self.text)) { TokenKind::Number } else { TokenKind::Word };
            self.push(part.start(), part.end(), kind);
        }
        end
    }

    /// Where the word that begins at `at` ends, and whether it holds a stop that is no decimal point.
    fn word_end(&self, at: usize) -> (usize, bool) {
        let bytes = self.text.as_bytes();
        let (mut end, mut dotted) = (at, false);
        // The first byte of what is being read between stops and hyphens.
        let mut segment = at;
        loop {
            while let Some(&b) = bytes.get(end) {
                if b.is_ascii_alphanumeric() {
                    end += 1;
                } else if b.is_ascii() {
                    break;
                } else {
                    match self.char_at(end) {
                        Some(c) if is_word(c) => end += c.len_utf8(),
                        _ => break,
                    }
                }
            }
            let Some(c) = self.char_at(end) else { return (end, dotted) };
            let behind = end + c.len_utf8();
            let Some(next) = self.char_at(behind).filter(|&n| is_word(n)) else { return (end, dotted) };
            let digits = next.is_numeric() && (end == at || self.text[..end].ends_with(char::is_numeric));
            let inner = match c {
                '-' | '‐' | '‑' | '_' => end > at,
                '.' if digits => true,
                '.' => {
                    let joins = end > at && self.stop_joins(Span::new(segment, end), behind, next);
                    dotted |= joins;
                    joins
                }
                ',' | ':' | '/' => digits && end > at,
                '&' => next.is_uppercase() && self.text[at..end].ends_with(char::is_uppercase),
                _ if is_apostrophe(c) => end > at,
                '\u{200b}' => false,
                _ => is_invisible(c),
            };
            if !inner {
                return (end, dotted);
            }
            segment = behind;
            end = behind;
        }
    }

    /// Whether a stop between `before` and the word at `behind`, which begins with `next`, joins the two: `example.org`,
    /// `U.S.A`, `Ph.D.`; but not a sentence and the next where a blank was forgotten.
    fn stop_joins(&self, before: Span, behind: usize, next: char) -> bool {
        if next.is_ascii_lowercase() {
            return address::url_end(self.text, behind).is_none();
        }
        let before = before.of(self.text);
        let Some(letters) = short_length(before).filter(|_| next.is_uppercase()) else { return false };
        let rest = &self.text[behind..];
        let more = rest.chars().take(3).take_while(|&c| is_word(c)).count();
        letters == 1 && more == 1
            || more <= 2 && before.starts_with(char::is_uppercase) && rest.chars().nth(more) == Some('.')
    }

    /// Whether the stop behind the word at `at..end` belongs to it.
    fn keeps_stop(&self, at: usize, end: usize) -> bool {
        let rest = &self.text[end..];
        if !rest.starts_with('.') || rest.starts_with("..") && !rest.starts_with("....") {
            return false;
        }
        // The last part decides: "R-Calif.", "D-N.Y."
        let word = self.text[at..end].rsplit('-').next().unwrap_or_default();
        let next = &rest[1..];
        let follows = next.trim_start_matches(is_blank);
        let gap = follows.len() < next.len();
        match Abbreviation::of(word) {
            Some(Abbreviation::BeforeNumber) => return follows.starts_with(char::is_numeric),
            Some(_) => return true,
            None => {}
        }
        if word.contains('.') && word.split('.').all(|s| short_length(s).is_some()) {
            return true;
        }
        if short_length(word) != Some(1) || !word.starts_with(char::is_uppercase) {
            return false;
        }
        // "Ann J. Lee" has an initial; "so am I. They" has not.
        let named = word != "I" || self.after_capital();
        named && (gap && follows.starts_with(char::is_uppercase) || next.starts_with([',', '-', '’', '\'']))
    }

    /// Whether the last token is a word with a capital.
    fn after_capital(&self) -> bool {
        self.tokens
            .last()
            .is_some_and(|t| t.kind == TokenKind::Word && t.span.of(self.text).starts_with(char::is_uppercase))
    }

    /// Where the web or mail address that begins at `at` ends.
    fn address_end(&mut self, at: usize) -> Option<usize> {
        if let Some(end) = address::url_end(self.text, at) {
            return Some(end);
        }
        if self.sign.is_none_or(|sign| sign < at) {
            let rest = &self.text.as_bytes()[at..];
            self.sign = Some(at + memchr(b'@', rest).unwrap_or(rest.len()));
        }
        self.sign.filter(|&s| s < self.text.len()).and_then(|sign| address::mail_end(self.text, at, sign))
    }

    /// Whether the stop at `at` begins a number without a whole part (`.38`).
    fn starts_decimal(&self, at: usize) -> bool {
        self.byte(at + 1).is_some_and(|b| b.is_ascii_digit())
            && self.text[..at].chars().next_back().is_none_or(is_blank)
    }

    /// Whether the byte before `at` ends a word, a number, a symbol or a closing mark.
    fn after_word(&self, at: usize) -> bool {
        self.tokens.last().is_some_and(|t| {
            t.span.end() == at
                && match t.kind {
                    TokenKind::Word | TokenKind::Number | TokenKind::Symbol => true,
                    TokenKind::Quote => t.span.of(self.text).ends_with(['”', '"', '»']),
                    TokenKind::Punctuation => t.span.of(self.text).ends_with([')', ']']),
                }
        })
    }

    /// Where a run of `c` from `at` ends.
    fn run_end(&self, at: usize, c: char) -> usize {
        self.text[at..].find(|d| d != c).map_or(self.text.len(), |n| at + n)
    }

    /// Where the character at `at` ends, with all that combines with it.
    fn cluster_end(&self, at: usize) -> usize {
        let cluster = self.text[at..].graphemes(true).next().unwrap_or_default();
        at + cluster.find(char::is_whitespace).unwrap_or(cluster.len())
    }

    fn push(&mut self, start: usize, end: usize, kind: TokenKind) {
        self.tokens.push(Token { span: Span::new(start, end), kind });
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    fn char_at(&self, at: usize) -> Option<char> {
        match self.byte(at)? {
            b if b.is_ascii() => Some(b as char),
            _ => self.text.get(at..)?.chars().next(),
        }
    }
}

/// How many letters `word` has, when it is one or two letters and nothing else.
fn short_length(word: &str) -> Option<usize> {
    let mut chars = word.chars();
    let first = chars.next()?;
    let second = chars.next();
    let short = first.is_alphabetic() && second.is_none_or(char::is_alphabetic) && chars.next().is_none();
    short.then_some(1 + usize::from(second.is_some()))
}

/// Whether a word is a number: digits and separators, and at most a short unit or ending.
fn is_number(word: &str) -> bool {
    if !word.starts_with(|c: char| c.is_numeric() || c == '.') {
        return false;
    }
    let Some(letters) = word.find(char::is_alphabetic) else { return true };
    let ending = &word[letters..];
    word[..letters].ends_with(char::is_numeric) && ending.len() <= 3 && ending.chars().all(char::is_alphabetic)
}
