//! Which lines are furniture, by the fitted weights: each line beside its neighbours first, then the sequence of lines
//! with what the first look found around.

use std::sync::LazyLock;

use super::BoilerplateKind;
use super::evidence::{Evidence, Strength};
use super::features::{self, NEAR};
use super::line::{Beside, Line};
use super::shape::bucket;
use crate::tagger::hash::{one, three, two};
use crate::tagger::{Damage, Model, Recall, Viterbi};

/// The embedded weights.
pub(crate) static MODEL: LazyLock<Result<Model, Damage>> =
    LazyLock::new(|| Model::new(&include_bytes!("../weights/boilerplate.bin")[..], features::VERSION));

/// Steps of the first look's log-odds.
pub(crate) const STEPS: f32 = 4.0;

/// What the model said of the lines of the last document: an edit leaves most of them among the same.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memory {
    first: Recall<First>,
    second: Recall<Second>,
}

/// How probable it is that each line is furniture.
pub(crate) fn probabilities(model: &Model, lines: &[&Line], document: &[Beside], memory: &mut Memory) -> Vec<f32> {
    let looks = first(model, lines, document, &mut memory.first);
    let around = Around::new(lines, &looks);
    memory.second.turn(true);
    let (mut found, mut scores) = (Vec::new(), vec![0; 2 * lines.len()]);
    for (i, own) in scores.chunks_exact_mut(2).enumerate() {
        let second = Second::of(lines, document, &looks, &around, i);
        memory.second.add(second, own, |own| {
            second.features(&mut found);
            model.add_all(&found, own);
        });
    }
    let mut marginals = Vec::new();
    Viterbi::default().marginals(model, &scores, |_| true, &mut marginals);
    marginals.chunks_exact(2).map(|p| p[1]).collect()
}

/// The first look at every line, in [`STEPS`] of log-odds.
fn first(model: &Model, lines: &[&Line], document: &[Beside], recall: &mut Recall<First>) -> Vec<i32> {
    recall.turn(true);
    let mut found = Vec::new();
    let one = |i: usize| {
        let mut sum = lines[i].own();
        for (place, &distance) in NEAR.iter().enumerate() {
            sum += at(lines, i, distance).map_or(0, |l| l.near(place));
        }
        let (mut scores, first) = ([0; 2], First::of(lines, document, i));
        recall.add(first, &mut scores, |scores| {
            first.features(&mut found);
            model.add_all(&found, scores);
        });
        steps((sum + scores[1] - scores[0]) as f32 * model.unit())
    };
    (0..lines.len()).map(one).collect()
}

/// What the first look at a line rests on, but for what it and its neighbours show by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct First {
    classes: (Option<u8>, u8, Option<u8>),
    beside: Beside,
    length: u8,
    title: bool,
}

impl First {
    /// That of a line of a document.
    pub(crate) fn of(lines: &[&Line], document: &[Beside], i: usize) -> Self {
        let class = |d| at(lines, i, d).map(|l: &Line| l.class);
        let Line { class: own, length, title, .. } = *lines[i];
        Self { classes: (class(-1), own, class(1)), beside: document[i], length, title }
    }

    /// Its features.
    pub(crate) fn features(&self, out: &mut Vec<u64>) {
        let (before, own, after) = self.classes;
        out.clear();
        features::together(before, own, after, out);
        features::document(&self.beside, own, self.length, self.title, out);
    }
}

fn at<'a>(lines: &[&'a Line], i: usize, distance: isize) -> Option<&'a Line> {
    i.checked_add_signed(distance).and_then(|j| lines.get(j)).copied()
}

/// Log-odds in whole steps, cut at six either way.
pub(crate) fn steps(odds: f32) -> i32 {
    (odds.clamp(-6.0, 6.0) * STEPS).round() as i32
}

/// What the first look found around each line.
pub(crate) struct Around {
    /// Sums of the looks before each line; one more than lines.
    sums: Vec<i32>,
    /// The index of the last sure sign at or before each line that opens something.
    opener: Vec<Option<usize>>,
    /// How many lines of running text stand before each line.
    prose: Vec<usize>,
    /// The share of lines that look like furniture, in steps.
    share: u8,
    /// How many sure signs the document has, in steps.
    sure: u8,
}

impl Around {
    pub(crate) fn new(lines: &[&Line], looks: &[i32]) -> Self {
        let mut sums = vec![0];
        let (mut opener, mut prose) = (Vec::new(), Vec::new());
        let (mut last, mut texts, mut sum) = (None, 0, 0);
        for (i, (line, &look)) in lines.iter().zip(looks).enumerate() {
            sum += look.clamp(-12, 12);
            sums.push(sum);
            if opens(line) {
                last = Some(i);
            }
            opener.push(last);
            prose.push(texts);
            texts += usize::from(line.prose && look < 0);
        }
        let like = looks.iter().filter(|&&l| l > 0).count();
        let share = (like * 5).div_ceil(looks.len().max(1)) as u8;
        let sure = lines.iter().filter(|l| l.sign.is_some_and(|s| s.strength == Strength::Sure)).count();
        Self { sums, opener, prose, share, sure: bucket(sure).min(6) }
    }

    /// The mean of the looks from `from` to before `to`, in coarse steps; 0 where nothing is.
    fn mean(&self, from: usize, to: usize) -> u8 {
        let to = to.min(self.sums.len() - 1);
        if from >= to { coarse(0) } else { coarse((self.sums[to] - self.sums[from]) / (to - from) as i32) }
    }
}

/// Whether more furniture of its kind is likely to follow.
fn opens(line: &Line) -> bool {
    use BoilerplateKind::{Comment, CommentForm, RelatedLink};
    let kind = |s: Evidence| s.strength == Strength::Sure && matches!(s.kind, Comment | CommentForm | RelatedLink);
    line.opens_list || line.sign.is_some_and(kind)
}

/// A look in seven steps; 3 is "not known".
fn coarse(look: i32) -> u8 {
    match look {
        ..-14 => 0,
        -14..-6 => 1,
        -6..-1 => 2,
        -1..=1 => 3,
        2..=6 => 4,
        7..=14 => 5,
        _ => 6,
    }
}

/// What the second look at a line rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Second {
    look: i8,
    class: u8,
    sign: u16,
    /// The looks at the lines right before and behind it, and at those next to them, coarse.
    near: [u8; 4],
    /// The means of the four looks before and behind it, and of the ten, likewise.
    means: [u8; 4],
    share: u8,
    sure: u8,
    beside: Beside,
    /// What opened something last, how far it is and how much running text lies between, in steps.
    opener: Option<(u8, u8, u8)>,
    /// What the three lines behind it open, if they do.
    opens: [Option<u8>; 3],
}

impl Second {
    /// That of a line of a document.
    pub(crate) fn of(lines: &[&Line], document: &[Beside], looks: &[i32], around: &Around, i: usize) -> Self {
        let line = lines[i];
        let near = |d: isize| i.checked_add_signed(d).and_then(|j| looks.get(j)).map_or(3, |&l| coarse(l));
        let kind = |l: &Line| l.sign.map_or(0, |s| 1 + s.kind as u8);
        let opener = i.checked_sub(1).and_then(|j| around.opener[j]).map(|opener| {
            let between = around.prose[i].saturating_sub(around.prose[opener]).min(3) as u8;
            (kind(lines[opener]), bucket(i - opener).min(8), between)
        });
        Self {
            look: looks[i] as i8,
            class: line.class,
            sign: features::code(line.sign),
            near: [near(-1), near(1), near(-2), near(2)],
            means: [
                around.mean(i.saturating_sub(4), i),
                around.mean(i + 1, i + 5),
                around.mean(i.saturating_sub(10), i),
                around.mean(i + 1, i + 11),
            ],
            share: around.share,
            sure: around.sure,
            beside: document[i],
            opener,
            opens: [1, 2, 3].map(|d| lines.get(i + d).filter(|l| opens(l)).map(|l| kind(l))),
        }
    }

    /// Its features.
    pub(crate) fn features(&self, out: &mut Vec<u64>) {
        let look = i32::from(self.look);
        let (fine, own) = ((look.div_euclid(2) + 12) as u64, u64::from(coarse(look)));
        let (class, sign) = (u64::from(self.class), u64::from(self.sign));
        let [before, after, before2, after2] = self.near.map(u64::from);
        let [b4, a4, b10, a10] = self.means.map(u64::from);
        let (all, sure) = (u64::from(self.share), u64::from(self.sure));
        let share = |s: Option<u8>| s.map_or(0, |s| 1 + u64::from(s % 8));
        let [known, ahead, behind] = [self.beside.known, self.beside.ahead, self.beside.behind].map(share);
        out.clear();
        out.extend([
            one(300, 0),
            one(301, fine),
            two(302, own, class),
            two(303, own, sign),
            two(304, before, own),
            two(305, own, after),
            three(306, before, own, after),
            two(307, before2, own),
            two(308, own, after2),
            three(309, before2, before, own),
            three(310, own, after, after2),
            two(311, b4, own),
            two(312, a4, own),
            three(313, b4, a4, own),
            two(314, b10, own),
            two(315, a10, own),
            three(316, b10, a10, own),
            three(317, b4, a4, class),
            two(318, all, own),
            two(319, all, class),
            two(320, sure, own),
            two(321, sure, class),
            three(322, all, sure, own),
            three(330, ahead, b10, own),
            three(331, behind, a10, own),
            three(332, ahead, behind, own),
            three(333, known, all, own),
        ]);
        if let Some((kind, distance, between)) = self.opener.map(|(k, d, b)| (k.into(), u64::from(d), u64::from(b))) {
            out.extend([
                three(323, kind, distance, own),
                three(324, kind, between, own),
                three(325, kind, between, class),
                two(326, kind, distance * 4 + between),
            ]);
        } else {
            out.push(two(327, own, class));
        }
        for (d, kind) in (1..).zip(self.opens) {
            out.extend(kind.map(|kind| three(328, d, kind.into(), own)));
        }
    }
}
