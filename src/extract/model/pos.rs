//! Parts of speech, from left to right: the tags found so far help with the next.

use super::features::NOWHERE;
use super::reading::{Reading, Word};
use super::tag::Tag;
use crate::tagger::{Model, Recall, hash};

/// The version of the features below. Change it whenever they change, and fit the weights again.
pub(crate) const VERSION: u32 = 4;

/// What shows that a word, with or without a capital, has one tag wherever it stands. The other features are not asked
/// for then.
pub(crate) fn certain(word: &Word) -> u64 {
    hash::two(30, word.lower, word.shape)
}

/// The features of token `i` that its tag is chosen by, given the two tags before it.
pub(crate) fn features(reading: &Reading, i: usize, before: [u8; 2], out: &mut Vec<u64>) {
    let words = &reading.words;
    let w = &words[i];
    let edge = |j: usize| -> u64 { if j < i { 1 } else { 2 } };
    let near = |d: isize| {
        let j = i.wrapping_add_signed(d);
        words.get(j).filter(|o| o.sentence == w.sentence).map_or((edge(j), 0, 0), |o| (o.lower, o.suffix, o.shape))
    };
    let class = |d: isize| {
        let beside = words.get(i.wrapping_add_signed(d)).filter(|o| o.sentence == w.sentence);
        beside.map_or(NOWHERE, |o| o.class.into())
    };
    let ((l1, ls, _), (r1, rs, rsh)) = (near(-1), near(1));
    let ((l2, ..), (r2, ..)) = (near(-2), near(2));
    let (lc, c, rc) = (class(-1), class(0), class(1));
    let first = u64::from(i == 0 || words[i - 1].sentence != w.sentence);
    let [p2, p1] = before.map(u64::from);
    out.clear();
    out.extend([
        hash::one(0, w.lower),
        hash::one(1, w.suffix),
        hash::one(2, w.suffix2),
        hash::one(3, w.prefix),
        hash::two(4, w.shape, first),
        hash::one(5, l1),
        hash::one(6, r1),
        hash::one(7, l2),
        hash::one(8, r2),
        hash::one(9, ls),
        hash::one(10, rs),
        hash::one(11, p1),
        hash::two(12, p1, p2),
        hash::two(13, p1, w.lower),
        hash::two(15, p1, r1),
        hash::two(16, p1, w.suffix),
        hash::two(17, w.shape, rsh),
        hash::two(20, w.quoted as u64, w.lower),
        hash::one(40, c),
        hash::one(41, lc),
        hash::one(42, rc),
        hash::two(43, p1, c),
        hash::two(44, p1, rc),
        hash::two(45, lc, c),
        hash::two(46, c, rc),
        hash::two(47, rc, class(2)),
        hash::two(48, c, w.suffix),
    ]);
}

/// Tags every token.
pub(crate) fn tag(model: &Model, reading: &Reading, scratch: &mut Scratch, tags: &mut Vec<Tag>) {
    tags.clear();
    let Scratch { features, scores, certain, recall } = scratch;
    features.clear();
    features.extend(reading.words.iter().map(self::certain));
    model.strongest(features, certain);
    let mut before = [0; 2];
    for (i, certain) in certain.iter().enumerate() {
        if i == 0 || reading.words[i - 1].sentence != reading.words[i].sentence {
            before = [0; 2];
        }
        let best = certain.unwrap_or_else(|| {
            scores.clear();
            scores.resize(model.labels(), 0);
            self::features(reading, i, before, features);
            recall.add_all(model, features, scores);
            (0..scores.len()).rev().max_by_key(|&l| scores[l]).unwrap_or(0)
        });
        let tag = Tag::ALL.get(best).copied().unwrap_or(Tag::Nn);
        tags.push(tag);
        before = [before[1], tag as u8 + 1];
    }
}

/// Memory that tagging uses again and again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scratch {
    features: Vec<u64>,
    scores: Vec<i32>,
    certain: Vec<Option<usize>>,
    pub(crate) recall: Recall,
}
