//! The second pass: for each word that may be a cue, what is its source and its content. Labels are those of the first
//! pass, but only the parts of this one cue have any; a word that is no cue has none at all.

use std::sync::LazyLock;

use super::features::{self, Context, First, NOWHERE, bucket};
use super::label::{Label, Role};
use super::reading::{Quoted, Reading, word};
use super::tag::Tag;
use super::tree::{NONE, Tree};
use crate::tagger::hash::{one, three, two};

/// A cue with its source and content; token ranges.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frame {
    /// How likely it is that the cue attributes.
    pub sure: f32,
    /// The words that attribute.
    pub cue: Vec<(usize, usize)>,
    /// The words that name who.
    pub source: Vec<(usize, usize)>,
    /// The words said.
    pub content: Vec<(usize, usize)>,
}

impl Frame {
    /// The parts that labels mark; the first label is that of token `start`.
    pub(crate) fn new(sure: f32, start: usize, labels: impl Iterator<Item = Label>) -> Self {
        let labels: Vec<Label> = labels.collect();
        let mut out = Self { sure, ..Self::default() };
        for (role, a, b) in super::parts(&labels) {
            match role {
                Role::Cue => &mut out.cue,
                Role::Source => &mut out.source,
                Role::Content => &mut out.content,
            }
            .push((start + a, start + b));
        }
        out
    }

    /// The tokens of its cue and of the words said, which no other attribution may have: they do not nest.
    fn own(&self) -> impl Iterator<Item = usize> {
        self.cue.iter().chain(&self.content).flat_map(|&(start, end)| start..end)
    }

    /// Of frames that exclude each other, keeps the surest. In the order of the text.
    pub(crate) fn settle(mut frames: Vec<Self>) -> Vec<Self> {
        frames.sort_by(|a, b| b.sure.total_cmp(&a.sure).then(a.cue.cmp(&b.cue)));
        let mut taken = vec![false; frames.iter().flat_map(Self::own).max().map_or(0, |last| last + 1)];
        let mut out: Vec<Self> = Vec::new();
        for frame in frames {
            if frame.own().all(|i| !taken[i]) {
                frame.own().for_each(|i| taken[i] = true);
                out.push(frame);
            }
        }
        out.sort_by(|a, b| a.cue.cmp(&b.cue));
        out
    }
}

/// A word that may be a cue, and the tokens among which its source and content are looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Anchor {
    pub(crate) token: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Anchor {
    /// The tokens among which it looks.
    pub(crate) fn window(self) -> (usize, usize) {
        (self.start, self.end)
    }
}

/// How far a quotation may reach beyond the sentence of a cue, in tokens.
const BEYOND: usize = 80;

/// The words that may be cues by the first pass: of each run the likeliest, verbs first.
pub(crate) fn anchors(reading: &Reading, tags: &[Tag], first: &[First], out: &mut Vec<Anchor>) {
    out.clear();
    let mut i = 0;
    while i < first.len() {
        if !first[i].may_be_cue() {
            i += 1;
            continue;
        }
        let run = i;
        while i < first.len() && first[i].may_be_cue() && (i == run || first[i].label != Label::FirstCue) {
            i += 1;
        }
        let weight = |k: &usize| (first[*k].sure[1], tags[*k].is_verb(), usize::MAX - k);
        if let Some(token) = (run..i).max_by_key(weight) {
            let (start, end) = window(reading, token);
            out.push(Anchor { token, start, end });
        }
    }
}

/// How far a window reaches on either side, in tokens, so that an endless sentence costs time in proportion to it.
const WIDEST: usize = 160;

/// The sentence of a token, with the quotations that reach into it.
fn window(reading: &Reading, token: usize) -> (usize, usize) {
    let sentence = reading.words[token].sentence as usize;
    let (start, end) = reading.sentences.get(sentence).copied().unwrap_or((token, token + 1));
    let (start, end) = (start.max(token.saturating_sub(WIDEST)), end.min(token + WIDEST));
    let (mut first, mut last) = (start, end);
    let from = reading.quotations.partition_point(|q| q.1 <= start);
    for &(a, b) in reading.quotations[from..].iter().take_while(|q| q.0 < end) {
        first = first.min(a.max(start.saturating_sub(BEYOND)));
        last = last.max(b.min(end + BEYOND));
    }
    (first, last)
}

/// What lies between a cue and a token, a bit each.
const COMMA: u64 = 1;
const THAT: u64 = 2;
const CUE: u64 = 4;
const MARK: u64 = 8;
const AND: u64 = 16;
const VERB: u64 = 32;
const SENTENCE: u64 = 64;

struct Known {
    that: u64,
    comma: u64,
    and: u64,
    but: u64,
}

static KNOWN: LazyLock<Known> =
    LazyLock::new(|| Known { that: word("that"), comma: word(","), and: word("and"), but: word("but") });

/// What is known of each token of a window in its relation to the cue.
#[derive(Clone, Debug, Default)]
pub(crate) struct Relative {
    /// What lies between.
    between: Vec<u64>,
    /// The way through the tree: how far up to a common word and down to the cue, and by which relations.
    path: Vec<Path>,
    above: Vec<u32>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Path {
    key: u64,
    /// The last word on the way up.
    below: u32,
}

/// All that the features of a block are made of.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) reading: &'a Reading,
    pub(crate) tags: &'a [Tag],
    pub(crate) tree: &'a Tree,
    pub(crate) context: &'a Context,
    pub(crate) first: &'a [First],
    /// For each sentence, the parts of the first pass in order; for each token, which of them it is.
    pub(crate) patterns: &'a [u64],
    pub(crate) runs: &'a [u32],
}

impl Relative {
    /// Prepares a window.
    pub(crate) fn prepare(&mut self, view: View<'_>, anchor: Anchor) {
        let View { reading, tags, tree, first, .. } = view;
        let Anchor { token, start, end } = anchor;
        self.between.clear();
        self.between.resize(end - start, 0);
        let sentence = reading.words[token].sentence;
        let bit = |i: usize| {
            let w = &reading.words[i];
            let mut bits = 0;
            if w.lower == KNOWN.comma {
                bits |= COMMA;
            } else if w.lower == KNOWN.that {
                bits |= THAT;
            } else if w.lower == KNOWN.and || w.lower == KNOWN.but {
                bits |= AND;
            }
            if matches!(w.quoted, Quoted::Opens | Quoted::Closes) {
                bits |= MARK;
            }
            if tags[i].is_finite() {
                bits |= VERB;
            }
            if first[i].sure[1] > 2 {
                bits |= CUE;
            }
            bits
        };
        let mut bits = 0;
        for i in (start..token).rev() {
            let apart = if reading.words[i].sentence == sentence { 0 } else { SENTENCE };
            self.between[i - start] = bits | apart;
            bits |= bit(i);
        }
        bits = 0;
        for i in token + 1..end {
            let apart = if reading.words[i].sentence == sentence { 0 } else { SENTENCE };
            self.between[i - start] = bits | apart;
            bits |= bit(i);
        }
        self.above.clear();
        let head = |w: u32| tree.heads.get(w as usize).copied().filter(|&h| h != NONE);
        self.above.extend(std::iter::successors(Some(token as u32), |&w| head(w)).take(8));
        self.path.clear();
        for i in start..end {
            let (mut below, mut at, mut up) = (NONE, i as u32, 0u64);
            let down = loop {
                if let Some(down) = self.above.iter().position(|&a| a == at) {
                    break Some(down);
                }
                match head(at) {
                    Some(h) if up < 10 => (below, at, up) = (at, h, up + 1),
                    _ => break None,
                }
            };
            let relation = |w: u32| tree.relations.get(w as usize).map_or(9, |&r| r as u64);
            let key = match down {
                None => 1,
                Some(down) => {
                    let side = down.checked_sub(1).map_or(8, |d| relation(self.above[d]));
                    (up.min(5) << 12) | (down.min(4) as u64) << 8 | relation(below) << 4 | side
                }
            };
            self.path.push(Path { key, below });
        }
    }
}

/// All features of token `i` of a window.
pub(crate) fn look(view: View<'_>, relative: &Relative, anchor: Anchor, i: usize, out: &mut Vec<u64>) {
    out.clear();
    if i == anchor.token {
        own(view, i, out);
        features::features(view.reading, view.tags, view.tree, view.context, i, out);
    } else {
        alone(view, anchor.window(), i, out);
    }
    beside(view, relative, anchor, i, out);
}

/// What a token of a window shows whatever the cue: the same for every anchor that has this window.
pub(crate) fn alone(view: View<'_>, (start, end): (usize, usize), i: usize, out: &mut Vec<u64>) {
    own(view, i, out);
    features::quotation(view.reading, view.tags, i, start, end, out);
    view.context.syntax.features(view.reading, view.tags, view.tree, i, out);
}

/// The token, its neighbours, and what the first pass found of it.
fn own(view: View<'_>, i: usize, out: &mut Vec<u64>) {
    let View { reading, tags, first, .. } = view;
    let words = &reading.words;
    let w = &words[i];
    let at = |d: isize| words.get(i.wrapping_add_signed(d)).map_or(NOWHERE, |o| o.lower);
    let tag = |d: isize| tags.get(i.wrapping_add_signed(d)).map_or(99, |&t| t as u64);
    let class = |d: isize| words.get(i.wrapping_add_signed(d)).map_or(NOWHERE, |o| o.class.into());
    let (p, c) = (tag(0), class(0));
    let [s0, s1, s2] = first[i].sure.map(u64::from);
    out.extend([
        one(300, w.lower),
        one(301, p),
        one(303, at(-1)),
        one(304, at(1)),
        two(305, tag(-1), p),
        two(306, p, tag(1)),
        three(311, tag(-2), tag(-1), p),
        three(312, p, tag(1), tag(2)),
        three(313, tag(-1), p, tag(1)),
        one(316, w.suffix),
        one(317, c),
        two(318, class(-1), c),
        two(319, c, class(1)),
        two(320, class(-2), class(-1)),
        two(321, class(1), class(2)),
        three(324, s0, s1, s2),
        two(325, first[i].label as u64, p),
    ]);
}

/// The neighbours that the first pass is asked of: template and distance.
const AROUND: [(u32, isize); 4] = [(330, -2), (333, -1), (336, 1), (339, 2)];

/// How a token of a window stands to the cue.
pub(crate) fn beside(view: View<'_>, relative: &Relative, anchor: Anchor, i: usize, out: &mut Vec<u64>) {
    let View { reading, tags, context, first, .. } = view;
    let syntax = &context.syntax;
    let words = &reading.words;
    let c = anchor.token;
    let (w, cue) = (&words[i], &words[c]);
    let (p, q, cw, cp) = (tags[i] as u64, w.quoted as u64, cue.lower, tags[c] as u64);
    let a = first[i].label as u64;
    let s2 = u64::from(first[i].sure[2]);
    let side = u64::from(i > c) + u64::from(i >= c);
    let far = bucket(i.abs_diff(c)) << 2 | side;
    let between = relative.between[i - anchor.start];
    let path = relative.path[i - anchor.start];
    let edges = if path.below == NONE { 99 } else { syntax.edges(i, path.below as usize) };
    let clause = syntax.clause_edges(i);
    let pattern = view.patterns.get(cue.sentence as usize).copied().unwrap_or(0);
    let (run, cue_run) = (u64::from(view.runs[i]), u64::from(view.runs[c]));
    let (wc, cc) = (u64::from(w.class), u64::from(cue.class));
    out.extend([three(328, a, far, s2), three(329, a, between, side)]);
    for (t, d) in AROUND {
        if let Some(o) = first.get(i.wrapping_add_signed(d)) {
            out.push(three(t, o.label as u64, a, side));
        }
    }
    out.extend([
        two(346, far, p),
        three(349, between, side, p),
        two(350, cw, side),
        three(353, cw, between, side),
        two(355, cw, far),
        two(357, path.key, edges),
        two(359, path.key, p),
        three(360, path.key, edges, a),
        three(362, clause, path.key, p),
        three(364, pattern, run, cue_run),
        three(365, pattern, run << 6 | cue_run, a),
        three(366, syntax.kids(c), path.key, side),
        three(367, syntax.kids(c), far, q),
        three(368, u64::from(i == c), cw, first[c].sure[1].into()),
        three(370, between, path.key, side),
        three(371, clause, between, side),
        two(372, q << 4 | cue.quoted as u64, side),
        three(373, u64::from(w.quotation == cue.quotation), q, side),
        // By classes.
        three(351, cc, side, p),
        three(352, cc, wc, side),
        three(354, cc, between, side),
        two(356, cc, far),
        two(358, path.key, cc),
        three(361, cc, edges, path.key),
        two(363, path.key, wc),
        two(347, far, wc),
    ]);
    if i == c {
        let sure = u64::from(first[c].cue);
        out.extend([one(380, sure), two(381, sure, cw), two(382, sure, cp)]);
    }
}
