//! Words of a headline that were taken for a part of a name: "Ann Lee Defends Harbor" of Ann Lee.

use rustc_hash::FxHashSet;

use super::naming::Naming;
use crate::extract::Mention;
use crate::extract::lexicon::{common, first_name};

/// The full names of an article, and the names of one word, folded.
pub(super) struct Names<'a> {
    full: FxHashSet<&'a str>,
    single: FxHashSet<&'a str>,
}

impl<'a> Names<'a> {
    pub fn new(names: impl Iterator<Item = &'a Naming>) -> Self {
        let (mut full, mut single) = (FxHashSet::default(), FxHashSet::default());
        for name in names {
            if name.full {
                full.insert(&*name.folded)
            } else {
                single.insert(&*name.folded)
            };
        }
        Self { full, single }
    }

    /// How many words of a name of a person are the name, where the article has it without those behind: "Ann Lee", and in a
    /// headline "Ann Lee Defends Harbor".
    pub fn words(&self, naming: &Naming, mention: &Mention, written: &str) -> Option<usize> {
        let folded = &*naming.folded;
        if !mention.kind.may_be_person() || folded.split(' ').nth(2).is_none() {
            return None;
        }
        let ends = folded.match_indices(' ').map(|(i, _)| i);
        let (n, end) = ends.enumerate().skip(1).find(|&(_, end)| self.full.contains(&folded[..end]))?;
        let next = folded[end + 1..].split(' ').next()?;
        // "Ana Ruiz", in full "Ana Ruiz Torres", may be "Torres" too.
        let verb = next.ends_with('s') && next.len() > 4 && !self.single.contains(next) || common(next).is_some();
        let given = written.split_whitespace().next().is_some_and(|w| first_name(w).is_some());
        (given && verb && written.split_whitespace().count() == folded.split(' ').count()).then_some(n + 1)
    }
}
