//! Many patterns over one text, of which few occur.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};
use regex::bytes::{Regex, RegexBuilder};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind};

use crate::text::Span;

/// A text as patterns read it: in lower case, in ASCII, each character one byte. Automata of ASCII are small, and their
/// words, blanks and figures are cheap.
pub(crate) struct Plain {
    text: String,
    /// Where each byte stands in the text before, where that is another place; one more than bytes.
    places: Vec<u32>,
}

impl Plain {
    /// Folds a text.
    pub(crate) fn new(text: &str) -> Self {
        let mut out = Self { text: String::with_capacity(text.len()), places: Vec::new() };
        if text.is_ascii() {
            out.text.push_str(text);
            out.text.make_ascii_lowercase();
            return out;
        }
        for (at, c) in text.char_indices() {
            out.text.push(plain(c));
            out.places.push(at as u32);
        }
        out.places.push(text.len() as u32);
        out
    }

    /// The folded text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Where a place of the folded text stands in the text before.
    fn source(&self, start: usize, end: usize) -> Span {
        let at = |i: usize| self.places.get(i).map_or(i, |&p| p as usize);
        Span::new(at(start), at(end))
    }
}

/// A character as patterns read it.
fn plain(c: char) -> char {
    match c {
        c if c.is_ascii() => c.to_ascii_lowercase(),
        '‘' | '’' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        '–' | '—' | '‑' => '-',
        '€' | '£' | '¥' => '$',
        c if c.is_whitespace() => ' ',
        c if c.is_alphanumeric() => 'x',
        _ => '~',
    }
}

/// Patterns that are looked for together: only those are tried whose needed words all occur.
pub(crate) struct Patterns {
    needs: AhoCorasick,
    /// For each word that is looked for: the patterns that need it or others in its stead, and by which of their needs.
    needed: Vec<Vec<(usize, u32)>>,
    patterns: Vec<Pattern>,
}

struct Pattern {
    source: String,
    /// How many needs it has.
    needs: u32,
    regex: OnceLock<Regex>,
}

impl Patterns {
    /// Reads patterns as they stand in word lists.
    pub(crate) fn new<'a>(patterns: impl IntoIterator<Item = &'a str>) -> Self {
        let mut words: Vec<Vec<u8>> = Vec::new();
        let (mut needed, mut out) = (Vec::<Vec<_>>::new(), Vec::new());
        for (n, pattern) in patterns.into_iter().enumerate() {
            let source: String = pattern.chars().map(|c| if c.is_ascii() { c } else { plain(c) }).collect();
            let parsed = ParserBuilder::new().unicode(false).utf8(false).build().parse(&source);
            let mut needs = needs(&parsed.expect("the patterns are fixed and tested"));
            needs.sort_by_key(|words| std::cmp::Reverse(rarity(words)));
            needs.truncate(NEEDS);
            for (need, alternatives) in needs.iter().enumerate() {
                for word in alternatives {
                    let at = words.iter().position(|w| w == word).unwrap_or_else(|| {
                        words.push(word.clone());
                        needed.push(Vec::new());
                        words.len() - 1
                    });
                    needed[at].push((n, 1 << need));
                }
            }
            out.push(Pattern { source, needs: needs.len() as u32, regex: OnceLock::new() });
        }
        let needs = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&words);
        Self { needs: needs.expect("few and short words"), needed, patterns: out }
    }

    /// The patterns of a list that has nothing else.
    pub(crate) fn listed(list: &'static str) -> Self {
        Self::new(super::rows(list).filter_map(|row| row.first().copied()))
    }

    /// Where each pattern that occurs in `text` first stands, with its index. Spans count bytes of the text before it was
    /// folded.
    pub(crate) fn places(&self, text: &Plain) -> impl Iterator<Item = (usize, Span)> {
        self.likely(text).filter_map(move |n| Some((n, self.place(n, text)?)))
    }

    /// Where a pattern first stands in `text`, before that was folded.
    pub(crate) fn place(&self, pattern: usize, text: &Plain) -> Option<Span> {
        let found = self.patterns.get(pattern)?.regex().find(text.text.as_bytes())?;
        // "cost £340,000.": the stop behind a figure is the sentence's.
        let stop = matches!(found.as_bytes(), [.., b'0'..=b'9', b'.' | b',']);
        Some(text.source(found.start(), found.end() - usize::from(stop)))
    }

    /// The index of each pattern that occurs in `text`.
    pub(crate) fn matches(&self, text: &Plain) -> impl Iterator<Item = usize> {
        self.likely(text).filter(move |&n| self.patterns[n].regex().is_match(text.text.as_bytes()))
    }

    /// The patterns all of whose needs are met, in their order: no other occurs.
    pub(crate) fn likely(&self, text: &Plain) -> impl Iterator<Item = usize> + use<'_> {
        let mut met = vec![0u32; self.patterns.len()];
        for found in self.needs.find_overlapping_iter(&text.text) {
            for &(pattern, need) in &self.needed[found.pattern()] {
                met[pattern] |= need;
            }
        }
        (0..self.patterns.len()).filter(move |&n| met[n].count_ones() == self.patterns[n].needs)
    }
}

impl Pattern {
    fn regex(&self) -> &Regex {
        let build = || RegexBuilder::new(&self.source).unicode(false).build();
        self.regex.get_or_init(|| build().expect("the patterns are fixed and tested"))
    }
}

/// What more needs would rule out is not worth looking for them.
const NEEDS: usize = 3;
/// A need is met by many words at most; more are a pattern of their own.
const MOST: usize = 200;

/// What a text must hold for a pattern to occur: one word, or piece of one, of each list.
fn needs(hir: &Hir) -> Vec<Vec<Vec<u8>>> {
    match hir.kind() {
        HirKind::Literal(l) if tells(&l.0) => vec![vec![l.0.to_vec()]],
        HirKind::Class(class) => digits(class).into_iter().collect(),
        HirKind::Capture(c) => needs(&c.sub),
        HirKind::Repetition(r) if r.min > 0 => needs(&r.sub),
        HirKind::Concat(parts) => parts.iter().flat_map(needs).collect(),
        HirKind::Alternation(ways) => {
            let rarest = |way: &Hir| needs(way).into_iter().max_by_key(|words| rarity(words));
            let all: Option<Vec<_>> = ways.iter().map(rarest).collect();
            all.map(|all| all.concat()).filter(|words| words.len() <= MOST).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// One or two letters or blanks stand in every text.
fn tells(word: &[u8]) -> bool {
    word.len() > 2 || word.iter().any(|b| !b.is_ascii_alphabetic() && !b.is_ascii_whitespace())
}

/// Each digit, where a class has only these.
fn digits(class: &Class) -> Option<Vec<Vec<u8>>> {
    let Class::Bytes(class) = class else { return None };
    let all = || class.ranges().iter().flat_map(|r| r.start()..=r.end());
    (all().next().is_some() && all().all(|b| b.is_ascii_digit())).then(|| all().map(|b| vec![b]).collect())
}

/// How few texts hold one of the words, as its shortest tells.
fn rarity(words: &[Vec<u8>]) -> usize {
    words.iter().map(Vec::len).min().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATTERNS: [&str; 6] = [
        r"\b(?:rose|fell|grew)\s+by\b.*\d",
        r"\b\d[\d,.]*\s?(?:%|percent)",
        r"\b(?:law|bill)s?\b(?:\s+\w+){0,6}\s+(?:passed|failed)\b",
        r"^(?:if|unless)\b",
        r"\w{3,}ed\s+(?:by|in)\b",
        r"\?$",
    ];

    #[test]
    fn finds_what_each_pattern_finds_alone() {
        let texts = [
            "Prices rose by a third",
            "Prices rose by 4 percent, and by 12% in May",
            "“Würde” — the bill that they wrote had failed",
            "unless the laws passed in June are used by many, what then?",
            "",
            "fell",
        ];
        let all = Patterns::new(PATTERNS);
        for text in texts {
            let lower = text.to_lowercase();
            let each = PATTERNS.iter().map(|p| regex::Regex::new(p).expect("a pattern"));
            let alone: Vec<(usize, Span)> = each
                .enumerate()
                .filter_map(|(n, p)| p.find(&lower).map(|m| (n, Span::new(m.start(), m.end()))))
                .collect();
            let text = Plain::new(text);
            assert_eq!(all.places(&text).collect::<Vec<_>>(), alone, "{lower}");
            assert_eq!(
                all.matches(&text).collect::<Vec<_>>(),
                alone.iter().map(|a| a.0).collect::<Vec<_>>(),
                "{lower}"
            );
        }
    }

    #[test]
    fn most_texts_are_tried_with_few_patterns() {
        let all = Patterns::new(PATTERNS);
        let likely = |text: &str| -> Vec<usize> { all.likely(&Plain::new(text)).collect() };
        // What is too short to be looked for is always tried.
        assert_eq!(likely("the bill was long"), [3, 4], "nothing failed, and no figure");
        assert_eq!(likely("prices fell by 4"), [0, 3, 4], "no sign of percent");
    }
}
