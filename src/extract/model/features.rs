//! What a token shows of its part in an attribution. Nothing here looks at where a block stands in its document.

use super::label::Label;
use super::reading::{Reading, word};
use super::syntax::Syntax;
use super::tag::Tag;
use super::tree::Tree;
use crate::tagger::hash::{one, three, two};
use std::sync::LazyLock;

/// The version of the features below. Change it whenever they change, and fit the weights again.
pub(crate) const VERSION: u32 = 4;

/// Words that the features ask for by name.
struct Known {
    that: u64,
    comma: u64,
    and: u64,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| Known { that: word("that"), comma: word(","), and: word("and") });

/// What the first pass found, as the second sees it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct First {
    /// The best label.
    pub(crate) label: Label,
    /// How sure the first pass is of source, cue and content: 0 to 5.
    pub(crate) sure: [u8; 3],
    /// How likely it is a cue, in twelfths.
    pub(crate) cue: u8,
}

impl First {
    /// Sums up the probabilities of a token's labels.
    pub(crate) fn new(label: u8, p: &[f32]) -> Self {
        let level = |a: usize| match p.get(a).zip(p.get(a + 1)).map_or(0.0, |(a, b)| a + b) {
            p if p < 0.03 => 0,
            p if p < 0.1 => 1,
            p if p < 0.3 => 2,
            p if p < 0.6 => 3,
            p if p < 0.88 => 4,
            _ => 5,
        };
        let label = Label::ALL.get(usize::from(label)).copied().unwrap_or_default();
        let cue = p.get(3).zip(p.get(4)).map_or(0.0, |(a, b)| a + b);
        Self { label, sure: [level(1), level(3), level(5)], cue: (cue * 12.0) as u8 }
    }

    /// Whether it is worth asking what it attributes.
    pub(crate) fn may_be_cue(self) -> bool {
        self.sure[1] >= 2
    }
}

/// What holds for a whole block or its sentences, made once before its tokens.
#[derive(Clone, Debug, Default)]
pub(crate) struct Context {
    left_verb: Vec<u32>,
    right_verb: Vec<u32>,
    left_noun: Vec<u32>,
    pub(crate) syntax: Syntax,
}

/// No token.
const NONE: u32 = u32::MAX;

/// Fills `out` with the nearest token of the same sentence that `wanted` names, on one side of each token.
fn nearest(reading: &Reading, left: bool, wanted: impl Fn(usize) -> bool, out: &mut Vec<u32>) {
    out.clear();
    out.resize(reading.words.len(), NONE);
    for &(start, end) in &reading.sentences {
        let mut last = NONE;
        for k in start..end {
            let i = if left { k } else { start + end - 1 - k };
            out[i] = last;
            if wanted(i) {
                last = i as u32;
            }
        }
    }
}

impl Context {
    /// Prepares a block.
    pub(crate) fn prepare(&mut self, reading: &Reading, tags: &[Tag], tree: &Tree) {
        self.syntax.prepare(tags, tree);
        nearest(reading, true, |i| tags[i].is_verb(), &mut self.left_verb);
        nearest(reading, false, |i| tags[i].is_verb(), &mut self.right_verb);
        nearest(reading, true, |i| tags[i].is_noun() || tags[i] == Tag::Prp, &mut self.left_noun);
    }
}

/// For each sentence the parts that labels mark, in order, and for each token which of them it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Patterns {
    pub(crate) sentences: Vec<u64>,
    pub(crate) runs: Vec<u32>,
}

impl Patterns {
    /// Prepares a block.
    pub(crate) fn prepare(&mut self, reading: &Reading, first: &[First]) {
        self.sentences.clear();
        self.runs.clear();
        self.runs.resize(first.len(), 0);
        for &(start, end) in &reading.sentences {
            let (mut pattern, mut run, mut last) = (1u64, 0, None);
            for (i, found) in first.iter().enumerate().take(end).skip(start) {
                let role = found.label.role();
                if found.label.begins() || role != last {
                    run += 1;
                    if let Some(role) = role
                        && run < 40
                    {
                        pattern = pattern << 2 | (role as u64 + 1);
                    }
                    last = role;
                }
                self.runs[i] = run;
            }
            self.sentences.push(pattern);
        }
    }
}

pub(crate) fn bucket(d: usize) -> u64 {
    match d {
        0..5 => d as u64,
        5..10 => 5,
        10..20 => 10,
        _ => 20,
    }
}

/// Adds the features of token `i`.
pub(crate) fn features(reading: &Reading, tags: &[Tag], tree: &Tree, context: &Context, i: usize, out: &mut Vec<u64>) {
    let words = &reading.words;
    let w = &words[i];
    let n = words.len();
    let q = w.quoted as u64;
    let (start, end) = reading.sentences.get(w.sentence as usize).copied().unwrap_or((0, n));
    let at = |d: isize| words.get(i.wrapping_add_signed(d)).map_or(NOWHERE, |o| o.lower);
    let tag = |d: isize| tags.get(i.wrapping_add_signed(d)).map_or(99, |&t| t as u64);
    let class = |d: isize| words.get(i.wrapping_add_signed(d)).map_or(NOWHERE, |o| o.class.into());
    let (p, c) = (tag(0), class(0));
    out.extend([
        one(0, 0),
        one(1, w.lower),
        one(2, p),
        one(4, w.suffix),
        one(5, w.prefix),
        two(7, q, p),
        two(8, q, w.lower),
        one(9, c),
        two(10, q, c),
    ]);
    // The window. Beyond an edge stands nothing; the block is one sequence, its sentences follow each other.
    out.extend([
        one(21, at(-2)),
        one(31, at(-1)),
        one(41, at(1)),
        one(51, at(2)),
        two(35, p, tag(-1)),
        two(45, p, tag(1)),
        three(80, tag(-1), p, tag(1)),
        three(81, tag(-2), tag(-1), p),
        three(82, p, tag(1), tag(2)),
        three(86, tag(-1), tag(1), tag(2)),
        three(87, tag(-3), tag(-2), tag(-1)),
        one(22, class(-2)),
        one(32, class(-1)),
        one(42, class(1)),
        two(33, class(-1), c),
        two(43, c, class(1)),
        three(83, class(-1), c, class(1)),
    ]);
    // The verbs around it.
    let (lv, rv) = (context.left_verb[i], context.right_verb[i]);
    let of = |j: u32| words.get(j as usize).map_or((NOWHERE, NOWHERE), |o| (o.lower, o.class.into()));
    let since = |j: u32| {
        let k = KNOWN.that;
        let (mut that, mut comma, mut and) = (0, 0, 0);
        if j != NONE {
            let (a, b) = if (j as usize) < i { (j as usize + 1, i) } else { (i + 1, j as usize) };
            for o in &words[a..b.min(a + 40)] {
                that |= u64::from(o.lower == k);
                comma |= u64::from(o.lower == KNOWN.comma);
                and |= u64::from(o.lower == KNOWN.and);
            }
        }
        that | comma << 1 | and << 2
    };
    let (ls, rs) = (since(lv), since(rv));
    let ((left, left_class), right_class) = (of(lv), of(rv).1);
    let place = u64::from(i == start) | u64::from(i + 1 == end) << 1 | u64::from(i + 2 == end) << 2;
    out.extend([
        three(90, left, ls, p),
        three(91, left_class, ls, p),
        two(92, left_class, p),
        two(93, left_class, w.lower),
        two(94, right_class, rs),
        two(95, right_class, p),
        one(96, of(context.left_noun[i]).0),
        two(97, place, q),
        two(98, place, p),
        two(99, bucket(i - start), bucket(end.saturating_sub(i + 1))),
        two(101, words[start].lower, u64::from(i - start < 3)),
    ]);
    quotation(reading, tags, i, start, end, out);
    context.syntax.features(reading, tags, tree, i, out);
}

/// The word and the class beyond an edge.
pub(crate) const NOWHERE: u64 = 255;

/// The quotation that a token stands in, or the nearest of its sentence.
pub(crate) fn quotation(reading: &Reading, tags: &[Tag], i: usize, start: usize, end: usize, out: &mut Vec<u64>) {
    let words = &reading.words;
    let w = &words[i];
    let at = |j: usize| words.get(j).map_or((0, 99), |o| (o.lower, tags[j] as u64));
    if let Some(&(a, b)) = reading.quotations.get(w.quotation as usize) {
        let class = |j: usize| words.get(j).map_or(NOWHERE, |o| o.class.into());
        let before = if a == 0 { (1, 98) } else { at(a - 1) };
        let before_class = if a == 0 { NOWHERE } else { class(a - 1) };
        let (behind, further) = (at(b), at(b + 1));
        let last = at(b.saturating_sub(2)).0;
        let length = bucket(b - a);
        out.extend([
            two(110, before.0, length),
            two(111, before.1, behind.1),
            three(112, behind.0, further.1, length),
            two(113, last, length),
            three(114, last, behind.1, further.1),
            two(115, further.0, behind.1),
            three(116, bucket(i - a), length, last),
            three(117, before.1, behind.1, w.quoted as u64),
            three(118, last, behind.1, w.quoted as u64),
            three(119, before_class, class(b), w.quoted as u64),
        ]);
    } else {
        // The closest quotations before and behind, in the sentence.
        let next = reading.quotations.partition_point(|&(a, _)| a <= i);
        let left = next.checked_sub(1).and_then(|n| reading.quotations.get(n)).filter(|q| q.1 > start);
        let right = reading.quotations.get(next).filter(|q| q.0 < end);
        let gap = |d: Option<usize>| d.map_or(30, bucket);
        let (l, r) = (gap(left.map(|q| i - q.1.min(i))), gap(right.map(|q| q.0 - i)));
        out.extend([
            two(120, l, r),
            three(121, l, r, tags[i] as u64),
            three(122, l.min(6), r.min(6), w.lower),
            two(123, l, left.map_or(0, |q| at(q.1.saturating_sub(2)).0)),
        ]);
    }
}
