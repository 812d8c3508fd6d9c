//! Votes that are told with what they make: “by 31 votes to 26, a majority of five”.

use super::change::Figures;
use super::number::{Number, Unit};

/// A vote that does not make what is told of it.
pub(super) struct Vote<'n> {
    pub(super) won: &'n Number,
    pub(super) lost: &'n Number,
    pub(super) told: &'n Number,
    /// What it makes.
    pub(super) makes: f64,
    /// Whether that is how many voted, and not by how many it was won.
    pub(super) all: bool,
}

/// The first vote of a sentence that does not make what is told of it.
pub(super) fn vote<'a>(figures: &Figures<'a>) -> Option<Vote<'a>> {
    figures.numbers.windows(2).find_map(|pair| {
        let [won, lost] = pair else { return None };
        let between: Vec<String> = (won.tokens.end..lost.tokens.start).map(|i| figures.word(i)).collect();
        let to = matches!(&between[..], [to] if to == "to")
            || matches!(&between[..], [votes, to] if votes == "votes" && to == "to");
        let counts = |n: &Number| n.unit == Unit::Things && !n.rough && !n.year();
        if !to || !counts(won) || !counts(lost) || won.value == lost.value {
            return None;
        }
        let behind = || figures.numbers.iter().filter(|n| n.tokens.start >= lost.tokens.end && counts(n));
        let made = |told: &'a Number, makes: f64, all: bool| {
            (told.value != makes).then_some(Vote { won, lost, told, makes, all })
        };
        behind().find_map(|n| {
            if majority(figures, lost, n) {
                return made(n, (won.value - lost.value).abs(), false);
            }
            (between.len() > 1 && present(figures, n)).then(|| made(n, won.value + lost.value, true)).flatten()
        })
    })
}

/// Whether a number is said to be the majority, right behind the votes: “…, a majority of five”.
fn majority(figures: &Figures<'_>, lost: &Number, number: &Number) -> bool {
    let before = |back: usize| figures.word_back(number.tokens.start, back);
    let apart = number.tokens.start.saturating_sub(lost.tokens.end);
    let mark = matches!(&*before(4), "," | "–" | "—" | "(" | "with" | "by");
    before(1) == "of" && matches!(&*before(2), "majority" | "margin") && before(3) == "a" && mark && apart <= 5
}

/// Whether a number is of all who were there, and none is said to have kept out of it: “with all 58 members present”.
fn present(figures: &Figures<'_>, number: &Number) -> bool {
    let out = |w: &str| {
        ["abst", "absen", "blank", "spoil", "declin", "recus", "chair", "not"].iter().any(|s| w.starts_with(s))
    };
    let there = |w: &str| matches!(w, "present" | "voting" | "there" | "attending" | "voted");
    let end = number.tokens.end;
    figures.word_before(number) == "all"
        && (end..end + 4).any(|i| there(&figures.word(i)))
        && !(0..figures.tokens.len()).any(|i| out(&figures.word(i)))
}
