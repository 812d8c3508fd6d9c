//! What a token shows of its part in an attribution. Nothing here looks at where a block stands in its document.

use super::label::Label;
use super::reading::{Quoted, Reading, word};
use super::tag::Tag;
use crate::tagger::hash::{one, three, two};
use std::sync::LazyLock;

/// The version of the features below. Change it whenever they change, and fit the weights again.
pub(crate) const VERSION: u32 = 1;

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
    /// How sure the first pass is of source, cue and content: 0 to 4.
    pub(crate) sure: [u8; 3],
}

impl First {
    /// Sums up the probabilities of a token's labels.
    pub(crate) fn new(label: u8, p: &[f32]) -> Self {
        let level = |a: usize| match p.get(a).zip(p.get(a + 1)).map_or(0.0, |(a, b)| a + b) {
            p if p < 0.03 => 0,
            p if p < 0.2 => 1,
            p if p < 0.5 => 2,
            p if p < 0.85 => 3,
            _ => 4,
        };
        let label = Label::ALL.get(usize::from(label)).copied().unwrap_or_default();
        Self { label, sure: [level(1), level(3), level(5)] }
    }
}

/// What holds for a whole block or its sentences, made once before its tokens.
#[derive(Clone, Debug, Default)]
pub(crate) struct Context {
    left_verb: Vec<u32>,
    right_verb: Vec<u32>,
    left_noun: Vec<u32>,
    left_cue: Vec<u32>,
    right_cue: Vec<u32>,
    pattern: Vec<u64>,
    position: Vec<u32>,
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
    pub(crate) fn prepare(&mut self, reading: &Reading, tags: &[Tag], first: Option<&[First]>) {
        nearest(reading, true, |i| tags[i].is_verb(), &mut self.left_verb);
        nearest(reading, false, |i| tags[i].is_verb(), &mut self.right_verb);
        nearest(reading, true, |i| tags[i].is_noun() || tags[i] == Tag::Prp, &mut self.left_noun);
        if let Some(first) = first {
            let cue = |i: usize| matches!(first[i].label, Label::FirstCue | Label::Cue);
            nearest(reading, true, cue, &mut self.left_cue);
            nearest(reading, false, cue, &mut self.right_cue);
            self.pattern.clear();
            self.position.clear();
            self.position.resize(first.len(), 0);
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
                    self.position[i] = run;
                }
                self.pattern.push(pattern);
            }
        }
    }
}

fn bucket(d: usize) -> u64 {
    match d {
        0..5 => d as u64,
        5..10 => 5,
        10..20 => 10,
        _ => 20,
    }
}

/// The features of token `i`. With `first`, those of the second pass.
pub(crate) fn features(
    reading: &Reading,
    tags: &[Tag],
    context: &Context,
    first: Option<&[First]>,
    i: usize,
    out: &mut Vec<u64>,
) {
    out.clear();
    let words = &reading.words;
    let w = &words[i];
    let n = words.len();
    let p = |j: usize| tags[j] as u64;
    let q = w.quoted as u64;
    let (start, end) = reading.sentences.get(w.sentence as usize).copied().unwrap_or((0, n));
    out.extend([
        one(0, 0),
        one(1, w.lower),
        one(2, p(i)),
        one(3, w.shape),
        one(4, w.suffix),
        one(5, w.prefix),
        two(6, q, 0),
        two(7, q, p(i)),
        two(8, q, w.lower),
    ]);
    // The window. Beyond an edge stands nothing; the block is one sequence, its sentences follow each other.
    for (t, d) in [-3isize, -2, -1, 1, 2, 3].into_iter().enumerate() {
        let t = 10 * (t as u32 + 1);
        let j = i.wrapping_add_signed(d);
        let Some(o) = words.get(j) else {
            out.push(one(t, 1));
            continue;
        };
        out.extend([one(t + 1, o.lower), one(t + 2, p(j))]);
        if d.abs() == 1 {
            out.extend([
                two(t + 3, o.quoted as u64, q),
                two(t + 4, w.lower, o.lower),
                two(t + 5, p(i), p(j)),
                one(t + 6, o.shape),
                two(t + 7, w.lower, p(j)),
                two(t + 8, o.lower, p(i)),
            ]);
        }
    }
    let at = |d: isize| words.get(i.wrapping_add_signed(d)).map_or(0, |o| o.lower);
    let tag = |d: isize| tags.get(i.wrapping_add_signed(d)).map_or(99, |&t| t as u64);
    out.extend([
        three(80, tag(-1), p(i), tag(1)),
        three(81, tag(-2), tag(-1), p(i)),
        three(82, p(i), tag(1), tag(2)),
        two(83, at(-2), at(-1)),
        two(84, at(1), at(2)),
        three(85, at(-1), w.lower, at(1)),
        three(86, tag(-1), tag(1), tag(2)),
        three(87, tag(-3), tag(-2), tag(-1)),
        three(88, w.lower, tag(1), tag(2)),
        three(89, tag(-2), tag(-1), w.lower),
    ]);
    // The verbs around it.
    let lv = context.left_verb[i];
    let rv = context.right_verb[i];
    let of = |j: u32| words.get(j as usize).map_or(0, |o| o.lower);
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
    let place = u64::from(i == start) | u64::from(i + 1 == end) << 1 | u64::from(i + 2 == end) << 2;
    out.extend([
        one(90, of(lv)),
        two(91, of(lv), p(i)),
        one(92, of(rv)),
        three(93, of(lv), ls, p(i)),
        two(94, of(rv), rs),
        two(95, of(rv), p(i)),
        one(96, of(context.left_noun[i])),
        two(97, place, q),
        two(98, place, p(i)),
        two(99, bucket(i - start), bucket(end.saturating_sub(i + 1))),
        three(100, of(lv), bucket(if lv == NONE { 30 } else { i - lv as usize }), 0),
        two(101, words[start].lower, u64::from(i - start < 3)),
    ]);
    quotation(reading, tags, i, start, end, out);
    if let Some(first) = first {
        second(reading, tags, context, first, i, out);
    }
}

/// The quotation that a token stands in, or the nearest of its sentence.
fn quotation(reading: &Reading, tags: &[Tag], i: usize, start: usize, end: usize, out: &mut Vec<u64>) {
    let words = &reading.words;
    let w = &words[i];
    let at = |j: usize| words.get(j).map_or((0, 99), |o| (o.lower, tags[j] as u64));
    if let Some(&(a, b)) = reading.quotations.get(w.quotation as usize) {
        let before = if a == 0 { (1, 98) } else { at(a - 1) };
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
            two(124, l.min(3), left.map_or(0, |q| bucket(q.1 - q.0))),
            two(125, r.min(3), right.map_or(0, |q| bucket(q.1 - q.0))),
        ]);
    }
}

/// What the first pass says around token `i`.
fn second(reading: &Reading, tags: &[Tag], context: &Context, first: &[First], i: usize, out: &mut Vec<u64>) {
    let words = &reading.words;
    let w = &words[i];
    let p = tags[i] as u64;
    let own = first[i];
    let a = own.label as u64;
    let (l, r) = (context.left_cue[i], context.right_cue[i]);
    let of = |j: u32| words.get(j as usize).map_or(0, |o| o.lower);
    let (ld, rd) =
        (if l == NONE { 99 } else { bucket(i - l as usize) }, if r == NONE { 99 } else { bucket(r as usize - i) });
    let sides = u64::from(l != NONE) | u64::from(r != NONE) << 1;
    let q = w.quoted as u64;
    let pattern = context.pattern.get(w.sentence as usize).copied().unwrap_or(0);
    let run = u64::from(context.position[i]);
    out.extend([
        one(130, a),
        one(131, of(l)),
        one(132, ld),
        one(133, of(r)),
        one(134, rd),
        two(135, sides, q),
        two(136, sides, p),
        two(137, pattern, run),
        three(138, pattern, run, a),
        two(139, pattern, a),
        two(140, a, p),
        two(141, a, w.lower),
        two(142, a, q),
        one(143, own.sure[0].into()),
        one(144, own.sure[1].into()),
        one(145, own.sure[2].into()),
        three(146, own.sure[0].into(), own.sure[1].into(), own.sure[2].into()),
        three(147, ld, rd, a),
    ]);
    for (t, d) in [-3isize, -2, -1, 1, 2, 3].into_iter().enumerate() {
        let t = t as u32 * 5 + 160;
        if let Some(o) = first.get(i.wrapping_add_signed(d)) {
            out.extend([
                two(t, o.label as u64, a),
                one(t + 1, o.sure[2].into()),
                one(t + 2, o.sure[1].into()),
                one(t + 3, o.sure[0].into()),
            ]);
        }
    }
    if l != NONE {
        let between = &words[l as usize + 1..i];
        let has = |known: u64| u64::from(between.iter().take(40).any(|o| o.lower == known));
        let since = has(KNOWN.that) | has(KNOWN.comma) << 1 | has(KNOWN.and) << 2;
        out.extend([
            one(150, since),
            two(151, since, w.lower),
            two(152, of(l), w.lower),
            two(153, of(l), p),
            two(154, since, p),
            three(155, of(l), since, u64::from(r != NONE)),
        ]);
    }
    if r != NONE {
        out.extend([two(156, of(r), p), two(157, of(r), q)]);
    }
    if w.quoted == Quoted::Inside
        && let Some(&(x, y)) = reading.quotations.get(w.quotation as usize)
    {
        // A quotation is content as a whole or not at all.
        let span = first.get(x..y).unwrap_or_default();
        let content = span.iter().filter(|f| f.label.role() == Some(super::label::Role::Content)).count();
        out.push(two(158, (content * 4 / span.len().max(1)) as u64, a));
    }
}
