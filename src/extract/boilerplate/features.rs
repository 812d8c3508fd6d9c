//! The features that the model knows a line by. None of them tells where in the document the line stands.

use super::evidence::Evidence;
use super::line::Beside;
use super::shape::{Shape, bucket};
use crate::tagger::hash::{bytes, one, three, two};
use crate::text::BlockKind;

/// The version of the features. Change it whenever they change, and fit the weights again.
pub(crate) const VERSION: u32 = 1;

/// The places of the neighbours that a line is judged by, beside its own.
pub(crate) const NEAR: [isize; 6] = [-3, -2, -1, 1, 2, 3];

/// Templates of a neighbour's features begin here, so many for each neighbour.
const NEAR_FIRST: u32 = 100;
const NEAR_STEP: u32 = 20;

/// Longer words and lines tell no more.
const LONGEST_KEY: usize = 80;
const MOST_WORDS: usize = 40;

/// What a line shows by itself.
pub(crate) fn own(shape: &Shape<'_>, kind: BlockKind, sign: Option<Evidence>, out: &mut Vec<u64>) {
    out.clear();
    let length = u64::from(shape.length);
    let ending = shape.ending as u64;
    let sign = code(sign).into();
    out.push(one(0, 0));
    if shape.key.len() <= LONGEST_KEY {
        out.push(one(1, bytes(shape.key.as_bytes())));
    }
    let words: Vec<u64> = shape.lower().take(MOST_WORDS).map(|w| bytes(w.as_bytes())).collect();
    for (i, &w) in words.iter().enumerate() {
        out.push(one(2, w));
        if let Some(&next) = words.get(i + 1) {
            out.push(two(3, w, next));
        }
    }
    let at = |i: usize| words.get(i).copied().unwrap_or(0);
    out.push(one(4, at(0)));
    out.push(two(5, at(0), at(1)));
    out.push(three(6, at(0), at(1), at(2)));
    if let [.., before, last] = words[..]
        && words.len() < MOST_WORDS
    {
        out.push(one(7, last));
        out.push(two(8, before, last));
    }
    out.push(one(9, shape.class.into()));
    out.push(two(10, shape.class.into(), shape.start as u64));
    out.push(two(11, bucket(shape.text.len()).into(), ending));
    for (template, share) in (12..).zip(shape.shares()) {
        out.push(two(template, share.into(), length));
    }
    for flag in shape.flags() {
        out.push(two(20, flag.into(), length));
        out.push(two(21, flag.into(), ending));
    }
    out.extend([two(22, sign, length), one(23, sign), two(24, kind as u64, length), two(25, kind as u64, ending)]);
    let forms = &shape.forms;
    if forms.len() <= 7 {
        out.push(one(26, bytes(forms)));
    }
    if forms.len() >= 3 {
        out.push(two(27, bytes(&forms[..3]), u64::from(length > 4)));
        out.push(two(28, bytes(&forms[forms.len() - 3..]), u64::from(length > 4)));
    }
    if shape.words <= 10 {
        for word in shape.lower() {
            // The beginnings and ends of words, for words and languages that were never seen.
            let ends = |n: usize| word.char_indices().nth(n).map(|(i, _)| &word[..i]);
            if let Some(start) = ends(4) {
                out.push(one(29, bytes(start.as_bytes())));
            }
            if let Some((i, _)) = word.char_indices().rev().nth(3).filter(|&(i, _)| i > 0) {
                out.push(one(30, bytes(&word.as_bytes()[i..])));
            }
        }
    }
}

/// What a line tells of those beside it, before the place is added by [`beside`].
pub(crate) fn near(shape: &Shape<'_>, sign: Option<Evidence>, out: &mut Vec<u64>) {
    out.clear();
    let class = u64::from(shape.class);
    out.extend([one(0, class), two(1, class, shape.start as u64), one(2, code(sign).into())]);
    for flag in shape.flags() {
        out.push(two(3, flag.into(), u64::from(shape.length)));
    }
    let mut words = shape.lower().map(|w| bytes(w.as_bytes()));
    let (first, second) = (words.next().unwrap_or(0), words.next().unwrap_or(0));
    out.push(one(4, first));
    if shape.words <= 6 {
        out.push(two(5, first, second));
        out.push(one(6, bytes(shape.key.as_bytes())));
    }
    if shape.forms.len() <= 7 {
        out.push(one(7, bytes(&shape.forms)));
    }
}

/// A feature of a neighbour, for the neighbour at this place of [`NEAR`].
pub(crate) fn beside(place: usize, feature: u64) -> u64 {
    one(NEAR_FIRST + NEAR_STEP * place as u32, feature)
}

/// What lines of these looks are beside each other; a line that is not there has none.
pub(super) fn together(before: Option<u8>, own: u8, after: Option<u8>, out: &mut Vec<u64>) {
    let own = u64::from(own);
    if let Some(b) = before {
        out.push(two(40, b.into(), own));
    }
    if let Some(a) = after {
        out.push(two(41, own, a.into()));
    }
    if let (Some(b), Some(a)) = (before, after) {
        out.push(three(42, b.into(), own, a.into()));
    }
}

/// What the document tells of a line of this class and length.
pub(super) fn document(beside: &Beside, class: u8, length: u8, title: bool, out: &mut Vec<u64>) {
    let (class, length) = (u64::from(class), u64::from(length));
    out.push(two(50, beside.times.into(), length));
    for (template, share) in (51..).step_by(3).zip([beside.known, beside.ahead, beside.behind]) {
        let Some(share) = share.map(u64::from) else { continue };
        out.push(two(template, share, class));
        out.push(two(template + 1, share, length));
        out.push(two(template + 2, share, title.into()));
    }
    if let (Some(known), Some(ahead)) = (beside.known, beside.ahead) {
        out.push(three(60, known.into(), ahead.into(), beside.behind.map_or(0, |b| 1 + u64::from(b))));
    }
}

/// A sign as a number, by the order in which strengths and kinds are declared: the weights know them by it.
pub(super) fn code(sign: Option<Evidence>) -> u16 {
    sign.map_or(0, |s| 1 + s.strength as u16 * 32 + s.kind as u16)
}
