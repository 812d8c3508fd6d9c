//! A line as far as it can be read by itself: what is kept with its block from one edit to the next.

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::evidence::{Evidence, evidence};
use super::features::{self, NEAR};
use super::model::MODEL;
use super::region::opens_list;
use super::shape::{Shape, bucket};
use crate::extract::asked::Asked;
use crate::extract::shared;
use crate::tagger::{Model, hash};
use crate::text::{Block, BlockKind};

/// What a line shows by itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    /// How many words.
    pub(crate) words: u16,
    /// The same in steps.
    pub(crate) length: u8,
    /// A number for its look.
    pub(crate) class: u8,
    /// Its words, folded, as a number.
    pub(crate) key: u64,
    /// Whether it can be furniture at all: code, front matter and comments in the markup cannot.
    pub(crate) open: bool,
    /// Whether it is a heading.
    pub(crate) heading: bool,
    /// Whether markup says so.
    pub(crate) marked: bool,
    /// Whether it ends as a sentence does.
    pub(crate) closed: bool,
    /// Whether it reads as running text.
    pub(crate) prose: bool,
    /// Whether it holds enough function words that are known, so that the model knows its language.
    pub(crate) familiar: bool,
    /// Whether it is a turn of a transcript or an interview.
    pub(crate) turn: bool,
    /// Whether it can be the title of something.
    pub(crate) title: bool,
    /// Whether all its words are one link.
    pub(crate) linked: bool,
    /// Whether a list of other articles may follow.
    pub(crate) opens_list: bool,
    /// Whether no reader sees it.
    pub(crate) comment: bool,
    /// The phrase or pattern that it shows.
    pub(crate) sign: Option<Evidence>,
    /// What only the model needs, once it was asked: most drafts show nothing that it has to judge.
    detail: Asked<Detail>,
}

/// What is worked out of a line for the model, and by it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Detail {
    /// The line's long words as numbers.
    vocabulary: Box<[u32]>,
    /// What the model makes of it.
    own: i32,
    /// What the model makes of the lines beside it because of it, in the order of [`NEAR`].
    near: [i32; NEAR.len()],
}

/// Of a longer line the first words tell enough.
const VOCABULARY: usize = 60;

impl Line {
    /// Reads a block's line.
    pub(crate) fn of(block: &Block) -> Self {
        Self::new(&Shape::of(block), block)
    }

    /// Works out what the model needs of it, where that was not done before; `block` is the one it was read from.
    pub(crate) fn look_closer(&self, block: &Block) {
        self.detail.get_or(|| {
            let shape = Shape::of(block);
            let mut detail = Detail::of(&shape);
            if let Ok(model) = &*MODEL
                && self.open
            {
                let (mut own, mut near) = (Vec::with_capacity(160), Vec::with_capacity(40));
                features::own(&shape, block.kind, self.sign, &mut own);
                features::near(&shape, self.sign, &mut near);
                detail.score(model, &own, &near);
            }
            detail
        });
    }

    /// Gives it what was worked out elsewhere.
    #[cfg(feature = "train")]
    pub(crate) fn with(self, detail: Detail) -> Self {
        Self { detail: detail.into(), ..self }
    }

    /// What was worked out for the model, in place.
    #[cfg(feature = "train")]
    pub(crate) fn detail_mut(&mut self) -> Option<&mut Detail> {
        self.detail.get_mut()
    }

    fn vocabulary(&self) -> &[u32] {
        self.detail.get().map_or(&[], |d| &d.vocabulary)
    }

    /// What the model makes of it by itself.
    pub(crate) fn own(&self) -> i32 {
        self.detail.get().map_or(0, |d| d.own)
    }

    /// What the model makes because of it of the line for which it stands at this place of [`NEAR`].
    pub(crate) fn near(&self, place: usize) -> i32 {
        self.detail.get().map_or(0, |d| d.near[place])
    }

    /// Reads a block's line of this look.
    pub(crate) fn new(shape: &Shape<'_>, block: &Block) -> Self {
        let open = !shape.text.is_empty()
            && !matches!(
                block.kind,
                BlockKind::Code | BlockKind::FrontMatter | BlockKind::Comment | BlockKind::TableCell
            );
        let linked = block.prose.links().iter().map(|l| l.len()).sum::<usize>() + 2 >= block.prose.text().len();
        Self {
            words: u16::try_from(shape.words).unwrap_or(u16::MAX),
            length: shape.length,
            class: shape.class,
            key: hash::bytes(shape.key.as_bytes()),
            open,
            heading: shape.heading,
            marked: block.is_marked_heading(),
            closed: shape.closed(),
            prose: shape.prose(),
            familiar: shape.shares()[4] > 1,
            turn: block.kind == BlockKind::Turn,
            title: shape.title(),
            linked: linked && !block.prose.links().is_empty(),
            opens_list: opens_list(shape),
            comment: block.kind == BlockKind::Comment,
            sign: if open { evidence(shape) } else { None },
            detail: Asked::default(),
        }
    }
}

impl Detail {
    /// What needs no model.
    pub(crate) fn of(shape: &Shape<'_>) -> Self {
        let mut vocabulary: Vec<u32> = shape.lower().filter_map(stem).take(VOCABULARY).collect();
        vocabulary.sort_unstable();
        vocabulary.dedup();
        Self { vocabulary: vocabulary.into(), ..Self::default() }
    }

    /// Sums what the model makes of the line's features.
    pub(crate) fn score(&mut self, model: &Model, own: &[u64], near: &[u64]) {
        let mut scores = [0; 2];
        model.add_all(own, &mut scores);
        self.own = scores[1] - scores[0];
        let mut beside = Vec::with_capacity(near.len());
        for (place, sum) in self.near.iter_mut().enumerate() {
            let mut scores = [0; 2];
            beside.clear();
            beside.extend(near.iter().map(|&f| features::beside(place, f)));
            model.add_all(&beside, &mut scores);
            *sum = scores[1] - scores[0];
        }
    }
}

/// The beginning of a long word as a number: its forms begin alike.
fn stem(word: &str) -> Option<u32> {
    word.char_indices().nth(3)?;
    let end = word.char_indices().nth(6).map_or(word.len(), |(i, _)| i);
    Some(hash::bytes(&word.as_bytes()[..end]) as u32)
}

/// What the document tells of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Beside {
    /// How often it stands there, up to four times.
    pub(crate) times: u8,
    /// How many of its words the running text has, in steps; running text itself has none.
    pub(crate) known: Option<u8>,
    /// How many of them stand in the paragraphs right behind it, and right before it.
    pub(crate) ahead: Option<u8>,
    pub(crate) behind: Option<u8>,
}

/// So many lines on either side, and so many paragraphs among them, are looked through.
const REACH: usize = 12;
const PARAGRAPHS: usize = 4;

/// What the document tells of each line that was looked at closer.
pub(crate) fn beside_all(lines: &[&Line]) -> Vec<Beside> {
    let mut times: FxHashMap<u64, u8> = FxHashMap::with_capacity_and_hasher(lines.len(), FxBuildHasher);
    for line in lines {
        let n = times.entry(line.key).or_default();
        *n = n.saturating_add(1);
    }
    // A set of words in which a few wrong ones do no harm.
    let mut text = vec![0u64; 1 << 12];
    let place = |w: u32| ((w >> 6) as usize & 0xfff, w & 63);
    for &w in lines.iter().filter(|l| l.prose).flat_map(|l| l.vocabulary()) {
        let (at, bit) = place(w);
        text[at] |= 1 << bit;
    }
    let any = lines.iter().any(|l| l.prose);
    let known = |w: u32| {
        let (at, bit) = place(w);
        text[at] >> bit & 1 == 1
    };
    let one = |(i, line): (usize, &&Line)| {
        let mut out = Beside { times: times.get(&line.key).copied().unwrap_or(1).min(4), ..Beside::default() };
        let all = line.vocabulary().len();
        if !line.prose && all > 0 && line.open {
            let share = |n: usize| bucket(all).min(5) * 8 + (n * 5).div_ceil(all) as u8;
            let near = |lines: &mut dyn Iterator<Item = &&Line>| {
                let paragraphs: Vec<&Line> = lines.take(REACH).filter(|l| l.prose).take(PARAGRAPHS).copied().collect();
                let has = |w: &&u32| paragraphs.iter().any(|p| p.vocabulary().binary_search(w).is_ok());
                (!paragraphs.is_empty()).then(|| share(line.vocabulary().iter().filter(has).count()))
            };
            out.known = any.then(|| share(line.vocabulary().iter().filter(|&&w| known(w)).count()));
            out.ahead = near(&mut lines[i + 1..].iter());
            out.behind = near(&mut lines[..i].iter().rev());
        }
        out
    };
    shared::each(&lines.iter().enumerate().collect::<Vec<_>>(), |&line| one(line))
}
