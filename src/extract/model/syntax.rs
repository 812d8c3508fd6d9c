//! What the tree of a sentence shows of a token's part in an attribution.

use super::features::NOWHERE;
use super::reading::Reading;
use super::tag::Tag;
use super::tree::{NONE, Relation, Tree};
use crate::tagger::hash::{one, three, two};

/// How far up a tree is looked.
const HEIGHT: usize = 12;

/// What is known of each word's place in its tree, made once for a block.
#[derive(Clone, Debug, Default)]
pub(crate) struct Syntax {
    /// The verb that it stands under, or itself.
    clause: Vec<u32>,
    /// The first and last word of all that hangs on it.
    ends: Vec<[u32; 2]>,
    /// Which relations hang on it, a bit each.
    kids: Vec<u8>,
}

/// A word and those it hangs on, upwards.
fn upwards(tree: &Tree, word: usize) -> impl Iterator<Item = usize> {
    let above = move |&w: &usize| tree.heads.get(w).filter(|&&h| h != NONE).map(|&h| h as usize);
    std::iter::successors(Some(word), above).take(HEIGHT)
}

impl Syntax {
    /// Prepares a block.
    pub(crate) fn prepare(&mut self, tags: &[Tag], tree: &Tree) {
        let n = tags.len();
        self.clause.clear();
        self.kids.clear();
        self.kids.resize(n, 0);
        self.ends.clear();
        self.ends.extend((0..n as u32).map(|i| [i, i]));
        for i in 0..n {
            let mut clause = NONE;
            for w in upwards(tree, i) {
                if clause == NONE && (tags[w].is_verb() || tags[w] == Tag::Md) {
                    clause = w as u32;
                }
                // Marks at its ends are no part of a clause.
                if tags[i].is_word() {
                    let [first, last] = &mut self.ends[w];
                    *first = (*first).min(i as u32);
                    *last = (*last).max(i as u32);
                }
            }
            self.clause.push(clause);
            if let Some(kids) = self.kids.get_mut(tree.heads[i] as usize) {
                *kids |= 1 << tree.relations[i] as u8;
            }
        }
    }

    /// Whether a word is the first or last under `above`, and whether it is that word itself.
    pub(crate) fn edges(&self, word: usize, above: usize) -> u64 {
        let i = word as u32;
        let [first, last] = self.ends.get(above).copied().unwrap_or([NONE; 2]);
        let side = |bound: u32| if i < bound { 0 } else { u64::from(i > bound) + 1 };
        side(first) * 6 + side(last) * 2 + u64::from(above == word)
    }

    /// Whether a word is the first or last of the clause it stands in.
    pub(crate) fn clause_edges(&self, word: usize) -> u64 {
        self.clause.get(word).filter(|&&c| c != NONE).map_or(99, |&c| self.edges(word, c as usize))
    }

    /// Which relations hang on a word, a bit each.
    pub(crate) fn kids(&self, word: usize) -> u64 {
        self.kids.get(word).map_or(99, |&k| u64::from(k))
    }

    /// The features of token `i`.
    pub(crate) fn features(&self, reading: &Reading, tags: &[Tag], tree: &Tree, i: usize, out: &mut Vec<u64>) {
        let w = |i: u32| reading.words.get(i as usize).map_or(0, |w| w.lower);
        let c = |i: u32| reading.words.get(i as usize).map_or(NOWHERE, |w| w.class.into());
        let p = |i: u32| tags.get(i as usize).map_or(99, |&t| t as u64);
        let head = |i: u32| tree.heads.get(i as usize).copied().unwrap_or(NONE);
        let relation = |i: u32| tree.relations.get(i as usize).map_or(9, |&r| r as u64);
        let kids = |i: u32| self.kids.get(i as usize).map_or(99, |&k| u64::from(k));
        let own = i as u32;
        let above = head(own);
        let further = head(above);
        let clause = self.clause[i];
        let governor = head(clause);
        let edges = if clause == NONE { 99 } else { self.edges(i, clause as usize) };
        out.extend([
            one(201, w(above)),
            two(202, relation(own), c(above)),
            three(203, relation(own), p(above), p(own)),
            three(204, relation(own), relation(above), c(further)),
            two(205, kids(own), p(own)),
            two(206, kids(own), w(own)),
            three(207, c(governor), relation(clause), edges),
            two(209, c(governor), p(own)),
            two(220, kids(governor), edges),
        ]);
        for (template, wanted) in [(210, Relation::Clause), (211, Relation::Subject), (212, Relation::Object)] {
            if let Some(nearest) = upwards(tree, i).find(|&w| tree.relations[w] == wanted) {
                out.push(two(template, c(head(nearest as u32)), self.edges(i, nearest)));
            }
        }
    }
}
