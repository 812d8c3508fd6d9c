use rustc_hash::FxHashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::abbreviation::Abbreviation;
use super::character::{closes_quote, opens_quote};
use super::opener::Opener;
use super::table::rows;
use super::{Span, Token, TokenKind};

/// A sentence: its bytes, and its tokens in the list it was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its bytes in the text, with the marks that close it, without white space at its ends.
    pub span: Span,
    /// The indices of its tokens.
    pub tokens: Range<usize>,
}

/// Groups tokens into sentences. Every token is in exactly one.
///
/// A sentence inside quotation marks is one of its own (“We won. He left.” holds two), unless the words behind the mark
/// go on with it (“We won!” he said). Marks that close, footnote marks and emoji behind a stop belong to its sentence.
pub fn sentences(text: &str, tokens: &[Token]) -> Vec<Sentence> {
    let reader = Reader { text, tokens };
    let mut out = Vec::new();
    let (mut first, mut at, mut quotes) = (0, 0, 0);
    while at < tokens.len() {
        let end = match reader.stop(at, quotes) {
            Some(stop) => {
                let end = stop.end;
                if !reader.ends(first, &stop) && !reader.breaks(end) {
                    quotes += reader.straight_marks(at..end);
                    at = end;
                    continue;
                }
                end
            }
            None if reader.breaks(at + 1) => at + 1,
            None => {
                quotes += reader.straight_marks(at..at + 1);
                at += 1;
                continue;
            }
        };
        quotes += reader.straight_marks(at..end);
        out.push(reader.sentence(first..end));
        (first, at) = (end, end);
    }
    if first < tokens.len() {
        out.push(reader.sentence(first..tokens.len()));
    }
    out
}

/// What kind of mark may end a sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Full,
    /// An exclamation or question mark.
    Call,
    Ellipsis,
    /// A mark that ends sentences only, in scripts without capitals.
    Wide,
    Abbreviation(Abbreviation),
}

/// A mark that may end a sentence, with all that belongs to it.
struct Stop {
    mark: Mark,
    /// The token of the mark.
    at: usize,
    /// The token behind the marks that close.
    end: usize,
    /// Whether a quotation mark closes behind it.
    closed: bool,
}

static SAYINGS: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| rows(include_str!("sayings.tsv")).filter_map(|row| row.first().copied()).collect());

struct Reader<'t> {
    text: &'t str,
    tokens: &'t [Token],
}

impl<'t> Reader<'t> {
    fn sentence(&self, tokens: Range<usize>) -> Sentence {
        Sentence { span: self.tokens[tokens.start].span.join(self.tokens[tokens.end - 1].span), tokens }
    }

    fn word(&self, i: usize) -> &'t str {
        self.tokens.get(i).map_or("", |t| t.span.of(self.text))
    }

    /// Whether nothing stands between token `i` and the one before.
    fn attached(&self, i: usize) -> bool {
        i > 0 && i < self.tokens.len() && self.tokens[i - 1].span.end() == self.tokens[i].span.start()
    }

    fn straight_marks(&self, tokens: Range<usize>) -> usize {
        tokens.filter(|&i| self.word(i) == "\"").count()
    }

    /// Whether a line break that the writer meant stands before token `i`, and what follows does not go on.
    fn breaks(&self, i: usize) -> bool {
        if i == 0 || i >= self.tokens.len() || self.tokens[i].span.start() - self.tokens[i - 1].span.end() == 1 {
            let newline =
                i > 0 && i < self.tokens.len() && self.text.as_bytes()[self.tokens[i - 1].span.end()] == b'\n';
            if !newline {
                return false;
            }
        }
        let gap = &self.text[self.tokens[i - 1].span.end()..self.tokens[i].span.start()];
        gap.contains('\n') && self.word(i - 1) != "," && !self.word(i).starts_with(char::is_lowercase)
    }

    /// The mark at token `at` that may end a sentence.
    fn mark(&self, at: usize) -> Option<Mark> {
        let token = self.tokens[at];
        let word = token.span.of(self.text);
        match token.kind {
            TokenKind::Word => Abbreviation::of_token(word).map(Mark::Abbreviation),
            TokenKind::Punctuation => match word.chars().next()? {
                '.' if word.len() == 1 => Some(Mark::Full),
                '.' | '…' | '‥' => Some(Mark::Ellipsis),
                '!' | '?' | '‼' | '⁇' | '⁈' | '⁉' | '‽' => Some(Mark::Call),
                '。' | '！' | '？' | '｡' | '؟' | '۔' | '।' | '॥' | '։' | '።' | '။' => Some(Mark::Wide),
                _ => None,
            },
            _ => None,
        }
    }

    /// The stop that begins at token `at`; `quotes` straight quotation marks stand before it.
    fn stop(&self, at: usize, quotes: usize) -> Option<Stop> {
        let mut mark = self.mark(at)?;
        // "(?)" and "[…]" comment on a sentence.
        if mark != Mark::Full
            && at > 0
            && matches!(self.word(at - 1), "(" | "[")
            && matches!(self.word(at + 1), ")" | "]")
        {
            return None;
        }
        let mut open = quotes % 2 == 1;
        let (mut end, mut closed) = (at + 1, false);
        while end < self.tokens.len() {
            if self.attached(end) || mark == Mark::Full && self.word(end) == "." {
                match self.mark(end) {
                    Some(Mark::Abbreviation(_)) | None => {}
                    Some(Mark::Full) if mark == Mark::Full && !closed => mark = Mark::Ellipsis,
                    Some(next) => {
                        if !(mark == Mark::Call && next == Mark::Ellipsis) {
                            mark = next;
                        }
                        closed = false;
                    }
                }
                if !matches!(self.mark(end), Some(Mark::Abbreviation(_)) | None) {
                    end += 1;
                    continue;
                }
            }
            if self.closes(end, open) {
                if self.tokens[end].kind == TokenKind::Quote {
                    closed = true;
                    open ^= self.word(end) == "\"";
                }
                end += 1;
            } else if let Some(behind) = self.footnote_end(end) {
                end = behind;
            } else if self.is_emoji(end) && (!self.attached(end + 1) || self.attached(end)) {
                end += 1;
            } else {
                break;
            }
        }
        Some(Stop { mark, at, end, closed })
    }

    /// Whether token `i` is a bracket or quotation mark that closes; `open` says if a straight mark is open.
    fn closes(&self, i: usize, open: bool) -> bool {
        let Some(c) = self.word(i).chars().next() else { return false };
        match self.tokens[i].kind {
            TokenKind::Punctuation => matches!(c, ')' | ']' | '}' | '）' | '】' | '》' | '〉') && self.attached(i),
            TokenKind::Quote => match (self.attached(i), self.attached(i + 1)) {
                (true, false) => true,
                (false, true) => false,
                _ if closes_quote(c) => true,
                _ if opens_quote(c) => false,
                _ => open,
            },
            _ => false,
        }
    }

    /// Where the footnote mark that begins at token `i` ends: `[1]`, `[citation needed]`, `¹`, `†`, or a figure that
    /// was a superscript.
    fn footnote_end(&self, i: usize) -> Option<usize> {
        const LONGEST: usize = 5;
        if !self.attached(i) {
            let figure = self.tokens.get(i + 1).is_some_and(|t| t.kind == TokenKind::Number);
            return (self.word(i) == "[" && figure && self.word(i + 2) == "]").then_some(i + 3);
        }
        let word = self.word(i);
        match self.tokens[i].kind {
            TokenKind::Punctuation if word == "[" => {
                (i + 1..self.tokens.len().min(i + LONGEST)).find(|&j| self.word(j) == "]").map(|j| j + 1)
            }
            TokenKind::Punctuation => matches!(word, "*" | "†" | "‡").then_some(i + 1),
            TokenKind::Number if !self.attached(i + 1) && word.chars().nth(3).is_none() => {
                let before = self.text[..self.tokens[i].span.start()].trim_end_matches(['.', '!', '?']);
                let noted = word.chars().all(|c| !c.is_ascii()) || !before.ends_with(char::is_numeric);
                noted.then_some(i + 1)
            }
            _ => None,
        }
    }

    fn is_emoji(&self, i: usize) -> bool {
        let sign =
            |c: char| !c.is_ascii() && !matches!(c, '¢'..='¥' | '©' | '®' | '§' | '°' | '№' | '\u{20a0}'..='\u{20cf}');
        self.tokens[i].kind == TokenKind::Symbol && self.word(i).starts_with(sign)
    }

    /// Whether the sentence that begins at token `first` ends with `stop`.
    fn ends(&self, first: usize, stop: &Stop) -> bool {
        if stop.end >= self.tokens.len() {
            return true;
        }
        if stop.mark == Mark::Full && stop.at == first + 1 && stop.end == first + 2 && self.is_enumerator(first) {
            return false;
        }
        let gap = !self.attached(stop.end);
        let mut next = stop.end;
        while next < self.tokens.len() && self.opens(next) {
            next += 1;
        }
        let opened = next > stop.end;
        let word = self.word(next);
        let Some(initial) = word.chars().next() else { return false };
        let lower = initial.is_lowercase() && !word.contains(char::is_uppercase);
        let upper = initial.is_alphabetic() && !lower;
        let other = !initial.is_alphanumeric();
        if other && !matches!(self.tokens[next].kind, TokenKind::Symbol | TokenKind::Word) && !matches!(word, "•" | "*")
        {
            return stop.mark == Mark::Wide && gap;
        }
        match stop.mark {
            Mark::Wide => !(stop.closed && matches!(word, "と" | "っ")),
            Mark::Full if !gap => {
                (upper || opened) && (stop.closed || opened || stop.at > 0 && self.is_running(stop.at - 1))
            }
            // Who writes without capitals still begins with function words.
            Mark::Full if lower => {
                gap && !stop.closed && (opened || Opener::of(word).is_some() && self.is_long(stop.at))
            }
            Mark::Full => !(stop.closed && self.is_said(next, true)),
            Mark::Call if lower || !gap && !upper => false,
            Mark::Call => opened || !(stop.closed && self.is_said(next, false)),
            Mark::Ellipsis if lower || !gap => false,
            Mark::Ellipsis => {
                stop.closed || opened || upper && (self.attached(stop.at) || Opener::of(word) == Some(Opener::Sentence))
            }
            Mark::Abbreviation(kind) if gap && upper => self.abbreviation_ends(kind, stop, word),
            Mark::Abbreviation(_) => false,
        }
    }

    fn abbreviation_ends(&self, kind: Abbreviation, stop: &Stop, next: &str) -> bool {
        let opener = Opener::of(next);
        if stop.closed {
            return true;
        }
        match kind {
            Abbreviation::BeforeName | Abbreviation::BeforeWord | Abbreviation::BeforeNumber => false,
            Abbreviation::AfterName | Abbreviation::Month | Abbreviation::Place | Abbreviation::Initial => {
                opener == Some(Opener::Sentence)
            }
            Abbreviation::Time => opener != Some(Opener::Time),
            Abbreviation::Last => true,
        }
    }

    /// Whether token `i` opens a quotation or a bracket, or stands before a sentence in another way.
    fn opens(&self, i: usize) -> bool {
        match self.tokens[i].kind {
            TokenKind::Quote => true,
            TokenKind::Punctuation => matches!(self.word(i), "(" | "[" | "¿" | "¡" | "_" | "（" | "《" | "【"),
            _ => self.is_emoji(i),
        }
    }

    /// Whether token `i` is a word of running text, so that a stop behind it is one even without a blank.
    fn is_running(&self, i: usize) -> bool {
        self.tokens[i].kind == TokenKind::Word && {
            let word = self.word(i);
            word.len() > 1 && word.chars().all(char::is_lowercase)
        }
    }

    /// Whether the word before token `i` is too long for an abbreviation.
    fn is_long(&self, i: usize) -> bool {
        i > 0 && self.is_running(i - 1) && self.attached(i) && self.word(i - 1).len() > 4
    }

    /// Whether a name and a verb of saying stand at token `i`, and with `only` nothing else before the next stop.
    fn is_said(&self, i: usize, only: bool) -> bool {
        const LONGEST_NAME: usize = 4;
        if Opener::of(self.word(i)) == Some(Opener::Sentence) {
            return false;
        }
        let capital = |j: &usize| self.word(*j).starts_with(char::is_uppercase);
        let name = (i..self.tokens.len()).take(LONGEST_NAME).take_while(capital).count();
        name > 0 && SAYINGS.contains(self.word(i + name)) && (!only || matches!(self.word(i + name + 1), "." | ""))
    }

    /// Whether token `i`, which begins a sentence, counts the item that follows (`1.`, and at the start `b.`, `IV.`).
    fn is_enumerator(&self, i: usize) -> bool {
        let word = self.word(i);
        let all = |f: fn(char) -> bool| word.len() <= 4 && word.chars().all(f);
        all(|c| c.is_ascii_digit()) && word.len() < 4
            || i == 0 && (all(|c| "IVXLC".contains(c)) || word.len() == 1 && all(char::is_alphabetic))
    }
}
