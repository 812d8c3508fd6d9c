//! Furniture that a page puts between the paragraphs of one article, again and again: "Advertisement", "Article
//! content". It is known by its words, and tells nothing of the lines around it.

use rustc_hash::FxHashMap;

use super::BoilerplateKind::{Comment, CommentForm};
use super::evidence::Strength;
use super::line::{Line, beside_all};
use super::model::{self, MODEL, Memory};
use super::verdict::{self, Ground, Odds, Verdict};
use crate::extract::shared;
use crate::tagger::Model;
use crate::text::Block;

/// A line that stands there less often is read with its neighbours.
const TIMES: usize = 3;

/// Once in so many times two paragraphs must be around it: sub-headings and other furniture stand there too.
const FEW: usize = 5;

/// A document as its article reads without what is put between its paragraphs.
pub(crate) struct Threaded<'a> {
    /// The lines that are left.
    pub(crate) lines: Vec<&'a Line>,
    /// Which lines of the document they are.
    pub(crate) places: Vec<usize>,
}

impl<'a> Threaded<'a> {
    /// Leaves out of `lines` what is put between paragraphs, and comments: a page looks the same without them.
    pub(crate) fn of(lines: &[&'a Line]) -> Self {
        let between = between(lines);
        let places: Vec<usize> = (0..lines.len()).filter(|&i| !between[i] && !lines[i].comment).collect();
        let kept: Vec<&Line> = places.iter().map(|&i| lines[i]).collect();
        Self { lines: kept, places }
    }

    /// What the document and the model tell of each line, all of which were looked at closer.
    pub(crate) fn odds(&self, model: Option<&Model>, memory: &mut Memory) -> Odds {
        let document = beside_all(&self.lines);
        let furniture = model.map(|m| model::probabilities(m, &self.lines, &document, memory)).unwrap_or_default();
        Odds { document, furniture }
    }
}

/// Judges every line of a document, one a block; lines without a verdict are the article's.
pub(super) fn judge(lines: &[&Line], blocks: &[Block], memory: &mut Memory) -> Vec<Option<Verdict>> {
    let threaded = Threaded::of(lines);
    judge_by(lines, &threaded, || {
        shared::each(&threaded.places, |&place| lines[place].look_closer(&blocks[place]));
        threaded.odds(MODEL.as_ref().ok(), memory)
    })
}

/// The same with these odds of the lines that are left, which are asked for where they matter.
pub(crate) fn judge_by(lines: &[&Line], threaded: &Threaded<'_>, odds: impl FnOnce() -> Odds) -> Vec<Option<Verdict>> {
    let mut out: Vec<Option<Verdict>> = lines.iter().map(|l| verdict::by_words(l)).collect();
    let page = threaded.lines.len() < lines.iter().filter(|l| !l.comment).count();
    let judged = verdict::judge(&threaded.lines, page, odds);
    for (verdict, &place) in judged.into_iter().zip(&threaded.places) {
        out[place] = verdict.map(|v| Verdict { ground: placed(v.ground, &threaded.places), ..v });
    }
    out
}

/// A ground that names a line, by its index in the document.
fn placed(ground: Ground, places: &[usize]) -> Ground {
    let place = |i: usize| places.get(i).copied().unwrap_or(i);
    match ground {
        Ground::Under(i) => Ground::Under(place(i)),
        Ground::Beside(i) => Ground::Beside(place(i)),
        other => other,
    }
}

/// Whether each line is put between paragraphs: its words are sure, it comes back, and of every few times it has running
/// text before and behind it, whatever other furniture is beside it. A button under each comment is none.
fn between(lines: &[&Line]) -> Vec<bool> {
    let sure = |l: &Line| {
        l.open && l.sign.is_some_and(|s| s.strength == Strength::Sure && !matches!(s.kind, Comment | CommentForm))
    };
    let mut last = false;
    let before: Vec<bool> = lines.iter().map(|l| text_so_far(&mut last, l, sure(l))).collect();
    last = false;
    let mut behind: Vec<bool> = lines.iter().rev().map(|l| text_so_far(&mut last, l, sure(l))).collect();
    behind.reverse();
    let mut places: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (i, line) in lines.iter().enumerate().filter(|(_, l)| sure(l)) {
        places.entry(line.key).or_default().push(i);
    }
    let mut out = vec![false; lines.len()];
    for places in places.values().filter(|p| p.len() >= TIMES) {
        let amid = places.iter().filter(|&&i| before[i] && behind[i]).count();
        if amid >= TIMES && amid * FEW >= places.len() {
            places.iter().for_each(|&i| out[i] = true);
        }
    }
    out
}

/// Whether the nearest line that is no sure furniture, up to `line`, is running text.
fn text_so_far(last: &mut bool, line: &Line, sure: bool) -> bool {
    if !sure {
        *last = line.prose;
    }
    *last
}
