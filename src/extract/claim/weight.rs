//! Which claims weigh enough for a reader to be told of them unasked.
//!
//! News is full of sentences that could be checked and that nobody would: what happened today, how long it took, who came
//! third. They stay claims, and are shown where everything is asked for.

use std::sync::LazyLock;

use super::{ClaimType, kinds};
use crate::extract::lexicon::{self, Patterns, Plain};

/// What weighs too little, by the kind of claim. Without a kind it holds for all of a sentence.
struct Slight {
    kinds: Vec<Option<ClaimType>>,
    patterns: Patterns,
}

impl Slight {
    /// The rows that look at the words that show a kind, or at the whole sentence.
    fn read(place: &str) -> Self {
        let rows = lexicon::rows(include_str!("../lexicon/claim_slight.tsv"));
        let rows: Vec<(Option<ClaimType>, &str)> = rows
            .filter(|row| row.get(1) == Some(&place))
            .filter_map(|row| Some((kinds::kind(row.first()?), *row.get(2)?)))
            .collect();
        Self { kinds: rows.iter().map(|r| r.0).collect(), patterns: Patterns::new(rows.iter().map(|r| r.1)) }
    }

    /// The kinds of which something occurs in a text.
    fn of(&self, text: &Plain) -> Vec<Option<ClaimType>> {
        self.patterns.matches(text).map(|n| self.kinds[n]).collect()
    }
}

static SHOWN: LazyLock<Slight> = LazyLock::new(|| Slight::read("words"));
static AROUND: LazyLock<Slight> = LazyLock::new(|| Slight::read("sentence"));

/// What makes any claim weigh: harm, misconduct, large figures, how often.
static WEIGHTY: LazyLock<Patterns> = LazyLock::new(|| Patterns::listed(include_str!("../lexicon/claim_weighty.tsv")));

/// Whether a sentence of these kinds says nothing for which a reader needs a source, by the words that show them.
///
/// Words that pretend to be a source always need one.
pub(super) fn slight(sentence: &Plain, kinds: &[(ClaimType, &str)]) -> bool {
    let around = AROUND.of(sentence);
    if around.contains(&None) {
        return true;
    }
    let light = |&(kind, shown): &(ClaimType, &str)| {
        kind == ClaimType::Event || around.contains(&Some(kind)) || SHOWN.of(&Plain::new(shown)).contains(&Some(kind))
    };
    kinds.iter().all(light) && WEIGHTY.matches(sentence).next().is_none() && kinds::hedges(sentence).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        for row in lexicon::rows(include_str!("../lexicon/claim_slight.tsv")) {
            let known = row.first().is_some_and(|&k| k == "all" || kinds::kind(k).is_some());
            assert!(row.len() == 3 && known && matches!(row[1], "words" | "sentence"), "{row:?}");
            assert!(row[0] != "all" || row[1] == "sentence", "{row:?}");
        }
        assert!(!SHOWN.kinds.is_empty() && !AROUND.kinds.is_empty());
        assert!(WEIGHTY.matches(&Plain::new("Two men were arrested")).next().is_some());
    }
}
