//! What a line looks like, whatever its language.

use super::fold::fold;
use crate::extract::lexicon::{Closed, closed_class};
use crate::text::{Block, BlockKind};

/// How a line begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    Capital,
    Small,
    Digit,
    Quotation,
    Other,
}

/// How a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// With a word.
    Open,
    /// As a sentence does.
    Closed,
    /// With a colon, a semicolon or a comma.
    Leading,
    /// With an arrow, a bar, dots.
    Mark,
}

/// A line with what is asked of it more than once.
pub(crate) struct Shape<'a> {
    /// Its words, without markup.
    pub(crate) text: &'a str,
    /// The same, folded.
    pub(crate) key: String,
    /// How many words.
    pub(crate) words: usize,
    /// The same in steps.
    pub(crate) length: u8,
    /// How it begins.
    pub(crate) start: Start,
    /// How it ends.
    pub(crate) ending: Ending,
    /// Whether it is a heading.
    pub(crate) heading: bool,
    /// The form of each of its first words: capital, small, digits, …
    pub(crate) forms: Vec<u8>,
    /// A number for its look.
    pub(crate) class: u8,
    counts: Counts,
    /// The kinds of marks in it, a bit each.
    marks: u32,
}

/// How many words are so.
#[derive(Default)]
struct Counts {
    capital: usize,
    upper: usize,
    small: usize,
    digits: usize,
    function: usize,
    joints: usize,
    times: usize,
    years: usize,
    addresses: usize,
}

/// Words beyond these show nothing new of the look.
const FORMS: usize = 40;

/// Marks that decorate a line and are no part of its words.
pub(super) const EDGE: &[char] = &[
    ' ', '\t', '\u{a0}', '•', '·', '*', '-', '–', '—', '|', '»', '«', '>', '<', '›', '‹', ',', '.', '…', '!', '?', '→',
    '←', '↑', '▲', '▼', '►', '▶', '+', '/', '[', ']', '(', ')', '{', '}', '=', '_', '~', ';', '¶',
];

/// A number in steps that grow with it.
pub(crate) fn bucket(n: usize) -> u8 {
    match n {
        0..=3 => n as u8,
        4..=5 => 4,
        6..=8 => 5,
        9..=12 => 6,
        13..=20 => 7,
        21..=35 => 8,
        36..=60 => 9,
        61..=100 => 10,
        101..=200 => 11,
        201..=400 => 12,
        _ => 13,
    }
}

impl<'a> Shape<'a> {
    /// The look of a block's words.
    pub(crate) fn of(block: &'a Block) -> Self {
        Self::of_text(block.prose.text(), block.kind == BlockKind::Heading)
    }

    /// The look of words without markup.
    pub(crate) fn of_text(text: &'a str, heading: bool) -> Self {
        let text = text.trim();
        let key = fold(text.trim_matches(EDGE));
        let mut counts = Counts::default();
        let mut forms = Vec::new();
        let mut words = 0;
        for word in text.split_whitespace() {
            words += 1;
            if words <= FORMS {
                let form = counts.add(word);
                forms.push(form);
            }
        }
        let length = bucket(words);
        let (start, ending) = (start(text), ending(text));
        let class = length.min(8) * 4 + ending as u8;
        let marks = text.chars().filter(|c| !c.is_ascii_alphanumeric()).fold(0, |all, c| all | mark(c));
        Self { text, key, words, length, start, ending, heading, forms, class, counts, marks }
    }

    /// Whether it ends as a sentence does.
    pub(crate) fn closed(&self) -> bool {
        self.ending == Ending::Closed
    }

    /// Whether it reads as running text: a sentence of some length.
    pub(crate) fn prose(&self) -> bool {
        self.words >= 12 && self.closed() || self.words >= 30
    }

    /// Whether it can be the title of something: short, no sentence, no label.
    pub(crate) fn title(&self) -> bool {
        let question = self.text.ends_with(['?', '!']);
        let marked = self.ending == Ending::Leading || self.text.starts_with(['“', '"']);
        !marked
            && (!self.closed() || question)
            && self.words <= 22
            && self.text.chars().next().is_some_and(|c| !c.is_lowercase())
    }

    /// Its words in small letters, without marks at their ends.
    pub(crate) fn lower(&self) -> impl Iterator<Item = &str> {
        self.key.split(' ').map(|w| w.trim_matches(|c: char| !c.is_alphanumeric())).filter(|w| !w.is_empty())
    }

    /// What share of the words are so, in steps.
    pub(crate) fn shares(&self) -> [u8; 5] {
        let c = &self.counts;
        let all = self.forms.len().max(1);
        [c.capital, c.upper, c.small, c.digits, c.function].map(|n| (n * 6).div_ceil(all) as u8)
    }

    /// What marks it holds, as numbers.
    pub(crate) fn flags(&self) -> impl Iterator<Item = u8> + '_ {
        let c = &self.counts;
        let marks = self.marks;
        let has = |mark: u32| marks & mark != 0;
        let all = [
            c.joints > 0,
            c.times > 0,
            c.years > 0,
            c.addresses > 0,
            has(mark('@')),
            has(mark('|')),
            has(mark('©')),
            has(mark('»')),
            has(mark('«')),
            self.text.ends_with("...") || self.text.ends_with('…'),
            self.text.ends_with(')'),
            self.text.starts_with('('),
            has(mark('/')),
            has(mark('#')),
            has(mark('“')),
            has(mark('?')),
            has(mark('!')),
            has(mark('$')),
            has(mark(':')),
            has(mark('(')),
            has(mark('–')),
            has(mark('+')),
            has(mark('[')),
            self.text.bytes().filter(|&b| b == b',').count() > 2,
            self.text.matches(" | ").count() > 1,
            self.words > 1 && c.upper == self.forms.len(),
            self.words > 1 && c.capital + c.upper == self.forms.len(),
            c.small == self.forms.len(),
            c.digits > 0,
            c.digits > 2,
            self.words > 4 && c.function == 0,
            self.heading,
        ];
        all.into_iter().zip(0..).filter_map(|(yes, n)| yes.then_some(n))
    }
}

/// The kind of a mark, as a bit; other characters have none.
const fn mark(c: char) -> u32 {
    1 << match c {
        '@' => 0,
        '|' | '·' | '•' | '¦' => 1,
        '©' | '®' | '™' => 2,
        '»' | '›' | '→' | '▶' | '►' | '>' => 3,
        '«' | '‹' | '←' | '<' => 4,
        '/' => 5,
        '#' => 6,
        '“' | '”' | '"' | '„' => 7,
        '?' => 8,
        '!' => 9,
        '$' | '€' | '£' | '%' => 10,
        ':' => 11,
        '(' => 12,
        '–' | '—' => 13,
        '+' | '=' => 14,
        '[' | '{' => 15,
        _ => return 0,
    }
}

impl Counts {
    /// Counts a word and gives its form.
    fn add(&mut self, word: &str) -> u8 {
        let inner = word.trim_matches(|c: char| !c.is_alphanumeric());
        let digits = inner.bytes().filter(u8::is_ascii_digit).count();
        if digits > 0 {
            self.digits += 1;
            if inner.contains(':') && inner.len() <= 8 {
                self.times += 1;
                return b't';
            }
            if inner.len() == 4 && digits == 4 && (inner.starts_with("19") || inner.starts_with("20")) {
                self.years += 1;
                return b'y';
            }
            return if digits == inner.len() { b'd' } else { b'n' };
        }
        let Some(first) = inner.chars().next() else { return b'.' };
        if word.contains("://") || inner.starts_with("www.") {
            self.addresses += 1;
            return b'a';
        }
        let mut small = false;
        let mut upper = 0;
        let mut joint = false;
        for c in inner.chars() {
            joint |= small && c.is_uppercase();
            small = c.is_lowercase();
            upper += usize::from(c.is_uppercase());
        }
        self.joints += usize::from(joint && inner.len() > 5);
        let ends = match word.as_bytes().last() {
            Some(b',' | b';') => 1,
            Some(b':' | b'|') => 2,
            _ => 0,
        };
        if first.is_uppercase() {
            if upper > 1 && !inner.chars().any(char::is_lowercase) {
                self.upper += 1;
                return b'U' + ends;
            }
            self.capital += 1;
            return b'C' + ends;
        }
        self.small += 1;
        if closed_class(inner).is(Closed::FUNCTION) {
            self.function += 1;
            return b'f';
        }
        b's' + ends
    }
}

fn start(text: &str) -> Start {
    match text.chars().next() {
        Some(c) if c.is_uppercase() => Start::Capital,
        Some(c) if c.is_lowercase() => Start::Small,
        Some(c) if c.is_ascii_digit() => Start::Digit,
        Some('“' | '"' | '‘' | '\'' | '„' | '«' | '»') => Start::Quotation,
        _ => Start::Other,
    }
}

fn ending(text: &str) -> Ending {
    let inner = text.trim_end_matches(['”', '"', '’', '\'', '»', ')', ']', ' ']);
    if inner.ends_with("...") || text.ends_with(['|', '>', '›', '→', '-', '–', '+']) || text.ends_with(" »") {
        return Ending::Mark;
    }
    match inner.chars().next_back() {
        Some('.' | '!' | '?' | '…' | '。' | '！' | '？') => Ending::Closed,
        Some(':' | ';' | ',' | '：') => Ending::Leading,
        _ => Ending::Open,
    }
}
