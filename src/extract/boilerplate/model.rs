//! Which lines are furniture, by the fitted weights: each line beside its neighbours first, then the sequence of lines
//! with what the first look found around.

use std::sync::LazyLock;

use super::BoilerplateKind;
use super::evidence::{Evidence, Strength};
use super::features::{self, NEAR};
use super::line::{Beside, Line};
use super::shape::bucket;
use crate::extract::shared;
use crate::tagger::hash::{one, three, two};
use crate::tagger::{Damage, Model, Viterbi};

/// The embedded weights.
pub(crate) static MODEL: LazyLock<Result<Model, Damage>> =
    LazyLock::new(|| Model::new(&include_bytes!("../weights/boilerplate.bin")[..], features::VERSION));

/// Steps of the first look's log-odds.
pub(crate) const STEPS: f32 = 4.0;

/// How probable it is that each line is furniture.
pub(crate) fn probabilities(model: &Model, lines: &[&Line], document: &[Beside]) -> Vec<f32> {
    let looks = first(model, lines, document);
    let around = Around::new(lines, &looks);
    let places: Vec<usize> = (0..lines.len()).collect();
    let scores = shared::each_with(&places, |found, &i| {
        second(lines, document, &looks, &around, i, found);
        let mut own = [0; 2];
        model.add_all(found, &mut own);
        own
    });
    let scores = scores.as_flattened();
    let mut marginals = Vec::new();
    Viterbi::default().marginals(model, scores, |_| true, &mut marginals);
    marginals.chunks_exact(2).map(|p| p[1]).collect()
}

/// The first look at every line, in [`STEPS`] of log-odds.
fn first(model: &Model, lines: &[&Line], document: &[Beside]) -> Vec<i32> {
    let one = |found: &mut Vec<u64>, &(i, line): &(usize, &&Line)| {
        let mut sum = line.own();
        for (place, &distance) in NEAR.iter().enumerate() {
            sum += at(lines, i, distance).map_or(0, |l| l.near(place));
        }
        let mut scores = [0; 2];
        pairs(lines, i, found);
        model.add_all(found, &mut scores);
        features::document(&document[i], line, found);
        model.add_all(found, &mut scores);
        steps((sum + scores[1] - scores[0]) as f32 * model.unit())
    };
    shared::each_with(&lines.iter().enumerate().collect::<Vec<_>>(), one)
}

/// The features of a line with its neighbours' looks.
pub(crate) fn pairs(lines: &[&Line], i: usize, out: &mut Vec<u64>) {
    let class = |d| at(lines, i, d).map(|l: &Line| l.class);
    features::together(class(-1), lines[i].class, class(1), out);
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
    share: u64,
    /// How many sure signs the document has, in steps.
    sure: u64,
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
        let share = (like * 5).div_ceil(looks.len().max(1)) as u64;
        let sure = lines.iter().filter(|l| l.sign.is_some_and(|s| s.strength == Strength::Sure)).count();
        Self { sums, opener, prose, share, sure: bucket(sure).min(6).into() }
    }

    /// The mean of the looks from `from` to before `to`, in coarse steps; 0 where nothing is.
    fn mean(&self, from: usize, to: usize) -> u64 {
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
fn coarse(look: i32) -> u64 {
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

/// The features of the second look.
pub(crate) fn second(
    lines: &[&Line],
    document: &[Beside],
    looks: &[i32],
    around: &Around,
    i: usize,
    out: &mut Vec<u64>,
) {
    out.clear();
    let line = lines[i];
    let look = looks[i];
    let fine = (look.div_euclid(2) + 12) as u64;
    let own = coarse(look);
    let near = |d: isize| i.checked_add_signed(d).and_then(|j| looks.get(j)).map_or(3, |&l| coarse(l));
    let class = u64::from(line.class);
    let sign = features::code(line.sign);
    let (before, after) = (near(-1), near(1));
    out.extend([
        one(300, 0),
        one(301, fine),
        two(302, own, class),
        two(303, own, sign),
        two(304, before, own),
        two(305, own, after),
        three(306, before, own, after),
        two(307, near(-2), own),
        two(308, own, near(2)),
        three(309, near(-2), before, own),
        three(310, own, after, near(2)),
    ]);
    let (b4, a4) = (around.mean(i.saturating_sub(4), i), around.mean(i + 1, i + 5));
    let (b10, a10) = (around.mean(i.saturating_sub(10), i), around.mean(i + 1, i + 11));
    out.extend([
        two(311, b4, own),
        two(312, a4, own),
        three(313, b4, a4, own),
        two(314, b10, own),
        two(315, a10, own),
        three(316, b10, a10, own),
        three(317, b4, a4, class),
        two(318, around.share, own),
        two(319, around.share, class),
        two(320, around.sure, own),
        two(321, around.sure, class),
        three(322, around.share, around.sure, own),
    ]);
    let share = |s: Option<u8>| s.map_or(0, |s| 1 + u64::from(s % 8));
    let beside = &document[i];
    out.extend([
        three(330, share(beside.ahead), b10, own),
        three(331, share(beside.behind), a10, own),
        three(332, share(beside.ahead), share(beside.behind), own),
        three(333, share(beside.known), around.share, own),
    ]);
    let opener = i.checked_sub(1).and_then(|j| around.opener[j]);
    if let Some(opener) = opener {
        let head = lines[opener];
        let kind = head.sign.map_or(0, |s| 1 + s.kind as u64);
        let distance = u64::from(bucket(i - opener).min(8));
        let between = around.prose[i].saturating_sub(around.prose[opener]).min(3) as u64;
        out.extend([
            three(323, kind, distance, own),
            three(324, kind, between, own),
            three(325, kind, between, class),
            two(326, kind, distance * 4 + between),
        ]);
    } else {
        out.push(two(327, own, class));
    }
    for d in 1..=3 {
        if let Some(next) = lines.get(i + d).filter(|l| opens(l)) {
            out.push(three(328, d as u64, next.sign.map_or(0, |s| 1 + s.kind as u64), own));
        }
    }
}
