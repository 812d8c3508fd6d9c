//! What a line shows by itself: a phrase of page furniture, or a pattern of it.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::{RegexSet, RegexSetBuilder};

use super::BoilerplateKind;
use super::line::{Line, normal, normal_start};
use crate::extract::lexicon;

/// How much a phrase proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// Something among other furniture only: "Sport".
    Weak,
    /// Something beside other furniture: "Print".
    Likely,
    /// Enough alone: "Leave a Reply".
    Sure,
}

/// What a line shows by itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Evidence {
    /// What it would be.
    pub kind: BoilerplateKind,
    /// How much that proves.
    pub strength: Strength,
    /// The bytes of the line's text that show it.
    pub shown: usize,
}

/// What the phrase and pattern lists say about a line.
pub(super) fn evidence(line: &Line<'_>) -> Option<Evidence> {
    if line.continues || line.key.is_empty() {
        return symbols(line);
    }
    if line.closed && line.words >= 6 && [" said", " says", " told "].iter().any(|v| line.key.contains(v)) {
        // A sentence that reports what somebody said is the article's, whatever it begins with.
        return None;
    }
    let phrase = LEXICON.find(line);
    if phrase.is_some_and(|p| p.strength == Strength::Sure) {
        return phrase;
    }
    let pattern = PATTERNS.find(line);
    match (phrase, pattern) {
        (Some(a), Some(b)) => Some(if b.strength > a.strength { b } else { a }),
        (a, b) => a.or(b),
    }
}

/// A line of arrows and bars alone leads to other pages.
fn symbols(line: &Line<'_>) -> Option<Evidence> {
    let all = line.text.chars().all(|c| "|«»‹›<>←→↑▲▼►▶•·/-".contains(c) || c.is_whitespace());
    all.then_some(Evidence { kind: BoilerplateKind::Navigation, strength: Strength::Weak, shown: line.text.len() })
}

struct Lexicon {
    whole: HashMap<String, (Strength, BoilerplateKind)>,
    /// Beginnings, and whether the line must not end as a sentence.
    starts: HashMap<String, (Strength, BoilerplateKind, bool)>,
    longest: usize,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon { whole: HashMap::new(), starts: HashMap::new(), longest: 0 };
    for row in lexicon::rows(include_str!("../lexicon/boilerplate_phrases.tsv")) {
        let [how, strength, kind, phrase] = row[..] else { continue };
        let (Some(strength), Some(kind)) = (strength_of(strength), BoilerplateKind::from_name(kind)) else { continue };
        match how {
            "line" => {
                lexicon.whole.insert(normal(phrase), (strength, kind));
            }
            _ => {
                let key = normal_start(phrase);
                lexicon.longest = lexicon.longest.max(key.split(' ').count());
                lexicon.starts.insert(key, (strength, kind, how == "title"));
            }
        }
    }
    lexicon
});

impl Lexicon {
    fn find(&self, line: &Line<'_>) -> Option<Evidence> {
        let key = line.key.trim_end_matches([':', ' ']);
        if let Some(&(strength, kind)) = self.whole.get(line.key.as_str()).or_else(|| self.whole.get(key)) {
            return Some(Evidence { kind, strength, shown: line.text.len() });
        }
        let mut found = None;
        for (end, words) in ends(&line.key).zip(1..=self.longest) {
            let Some(&(strength, kind, title)) = self.starts.get(&line.key[..end]) else { continue };
            if title && (line.closed || line.words > 24) || line.heading && words < 2 {
                continue;
            }
            if strength != Strength::Weak || line.words <= 12 {
                found = Some(Evidence { kind, strength, shown: shown(line.text, words) });
            }
        }
        found
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
    set: RegexSet,
    rows: Vec<(Strength, BoilerplateKind, usize)>,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let (mut patterns, mut rows) = (Vec::new(), Vec::new());
    for row in lexicon::rows(include_str!("../lexicon/boilerplate_patterns.tsv")) {
        let [strength, kind, words, pattern] = row[..] else { continue };
        let (Some(strength), Some(kind)) = (strength_of(strength), BoilerplateKind::from_name(kind)) else { continue };
        let Ok(words) = words.parse() else { continue };
        patterns.push(lexicon::pattern(pattern));
        rows.push((strength, kind, words));
    }
    let set = RegexSetBuilder::new(patterns).size_limit(64 << 20).dfa_size_limit(16 << 20).build();
    Patterns { set: set.expect("the patterns are fixed and tested"), rows }
});

/// A line longer than this many bytes is a paragraph; patterns are about lines.
const LONGEST: usize = 600;

impl Patterns {
    fn find(&self, line: &Line<'_>) -> Option<Evidence> {
        if line.text.len() > LONGEST {
            return None;
        }
        let hits = self.set.matches(line.text).into_iter().map(|i| self.rows[i]).filter(|r| line.words <= r.2);
        let best = hits.reduce(|a, b| if b.0 > a.0 { b } else { a });
        best.map(|(strength, kind, _)| Evidence { kind, strength, shown: line.text.len() })
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
            assert!(matches!(row[0], "line" | "start" | "title"), "{row:?}");
            assert!(strength_of(row[1]).is_some() && BoilerplateKind::from_name(row[2]).is_some(), "{row:?}");
            assert!(!normal(row[3]).is_empty(), "{row:?}");
        }
        for row in lexicon::rows(include_str!("../lexicon/boilerplate_patterns.tsv")) {
            assert_eq!(row.len(), 4, "{row:?}");
            assert!(strength_of(row[0]).is_some() && BoilerplateKind::from_name(row[1]).is_some(), "{row:?}");
            assert!(row[2].parse::<usize>().is_ok(), "{row:?}");
            regex::Regex::new(row[3]).unwrap_or_else(|e| panic!("{}: {e}", row[3]));
        }
        assert!(!PATTERNS.set.is_empty());
    }
}
