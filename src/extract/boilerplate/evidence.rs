//! What a line shows by itself: a phrase of page furniture, or a pattern of it.

use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

use super::BoilerplateKind;
use super::fold::{normal, normal_start};
use super::shape::Shape;
use super::stamp::{names_agency, stamp};
use crate::extract::lexicon;

/// How much a phrase proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Strength {
    /// Something among other furniture only: "Sport".
    Weak,
    /// Something beside other furniture: "Print".
    Likely,
    /// Enough alone: "Leave a Reply".
    Sure,
}

/// What a line shows by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Evidence {
    /// What it would be.
    pub kind: BoilerplateKind,
    /// How much that proves.
    pub strength: Strength,
    /// The bytes of the line's text that show it.
    pub shown: usize,
}

impl Evidence {
    /// Whether it is that of a byline or a time stamp as drafts have them; “5 min read” is a page's.
    pub(super) fn dates(self) -> bool {
        matches!(self.kind, BoilerplateKind::Byline | BoilerplateKind::Timestamp) && self.strength != Strength::Sure
    }
}

/// What the phrase and pattern lists say about a line.
pub(super) fn evidence(line: &Shape<'_>) -> Option<Evidence> {
    if line.key.is_empty() {
        return symbols(line);
    }
    if line.closed() && line.words >= 6 && [" said", " says", " told "].iter().any(|v| line.key.contains(v)) {
        // A sentence that reports what somebody said is the article's, whatever it begins with.
        return None;
    }
    let phrase = LEXICON.find(line).map(|found| lessened(line, found));
    if phrase.is_some_and(|p| p.strength == Strength::Sure) {
        return phrase;
    }
    // "Columnists" names the staff as a byline does, but it is known for a line of the menu.
    let whole = phrase.is_some_and(|p| p.shown == line.text.len());
    let stamp = if whole { None } else { stamp(line) };
    let stamp = stamp.map(|kind| Evidence { kind, strength: Strength::Likely, shown: line.text.len() });
    let pattern = PATTERNS.find(line).map(|found| lessened(line, found)).or(stamp);
    match (phrase, pattern) {
        (Some(a), Some(b)) => Some(if b.strength > a.strength { b } else { a }),
        (a, b) => a.or(b),
    }
}

/// A copyright line of a news agency stands under its text, in the paper as on the page.
fn lessened(line: &Shape<'_>, found: Evidence) -> Evidence {
    let agency = found.kind == BoilerplateKind::Copyright && names_agency(&line.key);
    if agency { Evidence { strength: Strength::Likely, ..found } } else { found }
}

/// A line of arrows and bars alone leads to other pages.
fn symbols(line: &Shape<'_>) -> Option<Evidence> {
    let all = line.text.chars().all(|c| "|«»‹›<>←→↑▲▼►▶•·/-".contains(c) || c.is_whitespace());
    all.then_some(Evidence { kind: BoilerplateKind::Navigation, strength: Strength::Weak, shown: line.text.len() })
}

struct Lexicon {
    whole: FxHashMap<String, (Strength, BoilerplateKind)>,
    /// Beginnings, and whether the line must not end as a sentence.
    starts: FxHashMap<String, (Strength, BoilerplateKind, bool)>,
    /// Whole lines under which the titles of other articles may stand.
    heads: FxHashSet<String>,
    /// The bytes of the longest whole line, and the words of the longest beginning.
    longest_line: usize,
    longest_start: usize,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon {
        whole: FxHashMap::default(),
        starts: FxHashMap::default(),
        heads: FxHashSet::default(),
        longest_line: 0,
        longest_start: 0,
    };
    for row in lexicon::rows(include_str!("../lexicon/boilerplate_phrases.tsv")) {
        let [how, strength, kind, phrase] = row[..] else { continue };
        let (Some(strength), Some(kind)) = (strength_of(strength), BoilerplateKind::from_name(kind)) else { continue };
        match how {
            "line" | "head" => {
                let key = normal(phrase);
                if how == "head" {
                    lexicon.heads.insert(key.clone());
                }
                lexicon.longest_line = lexicon.longest_line.max(key.len());
                lexicon.whole.insert(key, (strength, kind));
            }
            _ => {
                let key = normal_start(phrase);
                lexicon.longest_start = lexicon.longest_start.max(key.split(' ').count());
                lexicon.starts.insert(key, (strength, kind, how == "title"));
            }
        }
    }
    lexicon
});

/// Whether the whole line is the head of a list of other articles.
pub(super) fn heads_list(line: &Shape<'_>) -> bool {
    LEXICON.heads.contains(line.key.trim_end_matches([':', ' ']))
}

impl Lexicon {
    fn find(&self, line: &Shape<'_>) -> Option<Evidence> {
        let key = line.key.trim_end_matches([':', ' ']);
        if key.len() <= self.longest_line
            && let Some(&(strength, kind)) = self.whole.get(line.key.as_str()).or_else(|| self.whole.get(key))
        {
            return Some(Evidence { kind, strength, shown: line.text.len() });
        }
        if let Some(kind) = self.several(line) {
            return Some(Evidence { kind, strength: Strength::Sure, shown: line.text.len() });
        }
        let mut found = None;
        for (end, words) in ends(&line.key).zip(1..=self.longest_start) {
            let start = &line.key[..end];
            let row = self.starts.get(start).or_else(|| self.starts.get(start.trim_end_matches(':')));
            let Some(&(strength, kind, title)) = row else { continue };
            if title && (line.closed() || line.words > 24) || line.heading && words < 2 {
                continue;
            }
            if strength != Strength::Weak || line.words <= 12 {
                found = Some(Evidence { kind, strength, shown: shown(line.text, words) });
            }
        }
        found
    }
}

/// What may stand between the buttons of a bar.
const BARS: &[char] = &['|', '•', '·', '\t'];

impl Lexicon {
    /// The kind of a line that is made of several known lines, with bars or wide gaps between them.
    fn several(&self, line: &Shape<'_>) -> Option<BoilerplateKind> {
        if line.words > 24 || !(line.text.contains("  ") || line.text.contains(BARS)) {
            return None;
        }
        let parts = line.text.split("  ").flat_map(|p| p.split(BARS)).map(normal).filter(|p| !p.is_empty());
        let mut first = None;
        let mut count = 0;
        for part in parts {
            let (strength, kind) = self.whole.get(&part).copied().or_else(|| {
                let (strength, kind, _) = self.starts.get(&part)?;
                Some((*strength, *kind))
            })?;
            if strength == Strength::Weak {
                return None;
            }
            first = first.or(Some(kind));
            count += 1;
        }
        first.filter(|_| count > 1)
    }
}

/// Where the words of `key` end.
fn ends(key: &str) -> impl Iterator<Item = usize> {
    key.match_indices(' ').map(|(i, _)| i).chain([key.len()])
}

/// How many bytes of `text` its first `words` words take.
fn shown(text: &str, words: usize) -> usize {
    let mut left = words;
    let mut inside = false;
    for (i, c) in text.char_indices() {
        if c.is_whitespace() && inside {
            left -= 1;
            if left == 0 {
                return i;
            }
        }
        inside = !c.is_whitespace();
    }
    text.len()
}

struct Patterns {
    rows: Vec<Pattern>,
    /// The most words of a line that any of them is about.
    longest: usize,
    /// The rows that a word or mark is needed by.
    words: FxHashMap<&'static str, Rows>,
    marks: FxHashMap<char, Rows>,
}

/// Rows of the list of patterns, a bit each.
#[derive(Clone, Copy, Default)]
struct Rows([u128; 2]);

impl Rows {
    /// So many rows have a bit.
    const MOST: usize = 2 * u128::BITS as usize;

    fn add(&mut self, row: usize) {
        debug_assert!(row < Self::MOST, "the list of patterns is longer than there are bits");
        let bits = u128::BITS as usize;
        if let Some(part) = self.0.get_mut(row / bits) {
            *part |= 1 << (row % bits);
        }
    }

    fn join(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(part, more)| *part |= more);
    }

    /// The rows, in order.
    fn each(self) -> impl Iterator<Item = usize> {
        self.0.into_iter().enumerate().flat_map(|(n, mut part)| {
            std::iter::from_fn(move || {
                let row = (part != 0).then(|| part.trailing_zeros() as usize)?;
                part &= part - 1;
                Some(n * u128::BITS as usize + row)
            })
        })
    }
}

struct Pattern {
    strength: Strength,
    kind: BoilerplateKind,
    /// The most words of a line.
    words: usize,
    regex: lexicon::Pattern,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let (words, marks) = (FxHashMap::default(), FxHashMap::default());
    let mut patterns = Patterns { rows: Vec::new(), longest: 0, words, marks };
    for row in lexicon::rows(include_str!("../lexicon/boilerplate_patterns.tsv")) {
        let [strength, kind, words, needs, pattern] = row[..] else { continue };
        let (Some(strength), Some(kind)) = (strength_of(strength), BoilerplateKind::from_name(kind)) else { continue };
        let (Ok(words), regex) = (words.parse(), lexicon::Pattern::new(lexicon::pattern(pattern))) else { continue };
        for need in needs.split(' ') {
            let needed = match need.chars().next().filter(|c| !c.is_alphanumeric()) {
                Some(mark) => patterns.marks.entry(mark).or_default(),
                None => patterns.words.entry(need).or_default(),
            };
            needed.add(patterns.rows.len());
        }
        patterns.longest = patterns.longest.max(words);
        patterns.rows.push(Pattern { strength, kind, words, regex });
    }
    patterns
});

/// A line longer than this many bytes is a paragraph; patterns are about lines.
const LONGEST: usize = 600;

impl Patterns {
    fn find(&self, line: &Shape<'_>) -> Option<Evidence> {
        if line.text.len() > LONGEST || line.words > self.longest {
            return None;
        }
        let words = line.key.split(|c: char| !c.is_alphanumeric()).filter_map(|w| self.words.get(w));
        let marks = line.text.chars().filter(|c| !c.is_alphanumeric() && !c.is_whitespace());
        let mut rows = Rows::default();
        words.chain(marks.filter_map(|mark| self.marks.get(&mark))).for_each(|&needed| rows.join(needed));
        let mut best: Option<&Pattern> = None;
        for row in rows.each().map(|row| &self.rows[row]) {
            let better = best.is_none_or(|b| row.strength > b.strength);
            if better && line.words <= row.words && row.regex.get().is_match(line.text) {
                best = Some(row);
            }
        }
        best.map(|row| Evidence { kind: row.kind, strength: row.strength, shown: line.text.len() })
    }
}

fn strength_of(name: &str) -> Option<Strength> {
    match name {
        "sure" => Some(Strength::Sure),
        "likely" => Some(Strength::Likely),
        "weak" => Some(Strength::Weak),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        for row in lexicon::rows(include_str!("../lexicon/boilerplate_phrases.tsv")) {
            assert_eq!(row.len(), 4, "{row:?}");
            assert!(matches!(row[0], "line" | "head" | "start" | "title"), "{row:?}");
            assert!(strength_of(row[1]).is_some() && BoilerplateKind::from_name(row[2]).is_some(), "{row:?}");
            assert!(!normal(row[3]).is_empty(), "{row:?}");
        }
        for row in lexicon::rows(include_str!("../lexicon/boilerplate_patterns.tsv")) {
            assert_eq!(row.len(), 5, "{row:?}");
            assert!(strength_of(row[0]).is_some() && BoilerplateKind::from_name(row[1]).is_some(), "{row:?}");
            assert!(row[2].parse::<usize>().is_ok(), "{row:?}");
            regex::Regex::new(row[4]).unwrap_or_else(|e| panic!("{}: {e}", row[4]));
        }
        assert!((1..=Rows::MOST).contains(&PATTERNS.rows.len()), "a bit for each row");
        let needed = |need: &str| need.chars().all(char::is_alphanumeric) || need.chars().count() == 1;
        for row in lexicon::rows(include_str!("../lexicon/boilerplate_patterns.tsv")) {
            assert!(row[3].split(' ').all(needed), "a word or a mark: {}", row[3]);
        }
    }
}
