//! Parts of a whole, and steps from one number to another, with the percentage that they are.

use super::change::Figures;
use super::counted::noun;
use super::number::{Number, Unit, is_sign};
use crate::text::Span;

/// How far a share may be off, beyond what rounding explains.
pub(super) const ROOM: f64 = 0.004;
/// The same where few of few stand for it: “two in three, or 64 percent”.
const LOOSE: f64 = 0.04;

/// Whether a word stands before a whole: “a quarter of its 560 staff”.
pub(super) fn is_owner(word: &str) -> bool {
    matches!(word, "its" | "the" | "their" | "his" | "her" | "our" | "all")
}

/// Whether one number may count a part of what another does.
pub(super) fn is_part(part: &Number, whole: &Number) -> bool {
    part.unit == whole.unit && matches!(part.unit, Unit::Things | Unit::Money) && !whole.year()
}

/// A part of a whole, with the share that a sentence says it is.
pub(super) struct Shared<'n> {
    pub(super) part: &'n Number,
    pub(super) whole: &'n Number,
    /// Where the whole stands in the document: in the sentence of its part, or in the one before.
    pub(super) whole_at: Span,
    pub(super) share: &'n Number,
    /// How far it may be off.
    pub(super) off: f64,
}

/// By how much something went up or down, and to what, with the percentage.
pub(super) struct Step<'n> {
    pub(super) by: &'n Number,
    pub(super) to: &'n Number,
    pub(super) up: bool,
    pub(super) share: &'n Number,
}

impl<'a> Figures<'a> {
    /// The first part of a whole whose share the sentence tells.
    pub(super) fn shared(&self) -> Option<Shared<'a>> {
        let three = self.numbers.windows(3).find_map(|w| {
            let three = [&w[0], &w[1], &w[2]];
            self.part_of(three).or_else(|| self.part_by_share(three)).or_else(|| self.share_of_part(three))
        });
        three.or_else(|| self.part_of_those())
    }

    /// The part, the whole and the share of three numbers in a row: “12 of 40 members, or 25 percent”, “40 members, of whom
    /// 12, or 25 percent, …”, “40 members, and lost 12 of them, or 25 percent”.
    fn part_of(&self, [first, second, share]: [&'a Number; 3]) -> Option<Shared<'a>> {
        /// So many tokens stand between a whole that opens the sentence, or is told of, and its part.
        const NEAR: usize = 12;
        let between: Vec<String> = (first.tokens.end..second.tokens.start).map(|i| self.word(i)).collect();
        let behind: Vec<String> = (second.tokens.end..share.tokens.start).map(|i| self.word(i)).collect();
        let of = between.iter().position(|w| w == "of").is_some_and(|i| i <= 1) && between.len() <= 4;
        let mut all = between.iter().skip_while(|w| *w != "of").skip(1);
        let plain = all.all(|w| {
            matches!(&**w, "the" | "its" | "his" | "her" | "their" | "all" | "some" | "about" | "$" | "€" | "£")
        });
        // “1,200 people, of whom 300”.
        let whom = matches!(&between[..], [.., of, whom] if of == "of" && matches!(&**whom, "whom" | "which"))
            && between.len() <= 5;
        let joined = behind.iter().rposition(|w| matches!(&**w, "or" | "(")).is_some_and(|i| behind.len() - i <= 3);
        // “Of the 40 members, 12 (25%) voted”.
        let before: Vec<String> =
            (first.tokens.start.saturating_sub(2)..first.tokens.start).map(|i| self.word(i)).collect();
        let opens = matches!(&before[..], [.., of] if of == "of")
            || matches!(&before[..], [of, the] if of == "of" && the == "the")
            || self.owned(first);
        let commas = between.iter().filter(|w| *w == ",").count();
        let opened = opens
            && between.last().is_some_and(|w| w == ",")
            && commas == 1
            && between.len() <= NEAR
            && !between.iter().any(|w| w == "and");
        // “employs 40 people, and laid off 12 of them, or 30 percent”
        let them = matches!(&behind[..], [of, them, ..] if of == "of" && matches!(&**them, "them" | "these" | "those"))
            && between.len() <= NEAR
            && noun(self.text, self.tokens, first).is_some();
        // “two in five, or 40 percent”
        let few = between.len() == 1 && between[0] == "in" && second.value <= 10.0;
        let turned = whom || opened || them;
        let (part, whole) = if turned { (second, first) } else { (first, second) };
        let fits = (turned || of && plain || few)
            && joined
            && behind.len() <= 7
            && share.unit == Unit::Percent
            && is_part(part, whole)
            && part.value <= whole.value;
        let off = if few { LOOSE } else { ROOM };
        fits.then(|| Shared { part, whole, whole_at: self.place(whole), share, off })
    }

    /// The part, the whole and the share of three numbers in a row that end with the whole: “1,400 people, or 8 percent of
    /// its workforce of 7,800”.
    fn part_by_share(&self, [part, share, whole]: [&'a Number; 3]) -> Option<Shared<'a>> {
        const NOUN: usize = 4;
        const WHOLE: usize = 6;
        let between: Vec<String> = (part.tokens.end..share.tokens.start).map(|i| self.word(i)).collect();
        let behind: Vec<String> = (share.tokens.end..whole.tokens.start).map(|i| self.word(i)).collect();
        let joined = between.len() <= NOUN + 2
            && (between.iter().any(|w| w == "or") || between.last().is_some_and(|w| w == ","))
            && between.iter().all(|w| w == "," || w.chars().all(char::is_alphabetic));
        let of = behind.first().is_some_and(|w| w == "of")
            && behind.get(1).is_some_and(|w| is_owner(w))
            && behind.len() <= WHOLE
            && behind.iter().all(|w| is_sign(w) || w.chars().all(char::is_alphabetic));
        let fits = joined
            && of
            && share.unit == Unit::Percent
            && is_part(part, whole)
            && !part.year()
            && part.value <= whole.value;
        fits.then(|| Shared { part, whole, whole_at: self.place(whole), share, off: ROOM })
    }

    /// The share, the part and the whole of three numbers in a row: “48 percent: 25,500 of the 61,300 who may vote”.
    fn share_of_part(&self, [share, part, whole]: [&'a Number; 3]) -> Option<Shared<'a>> {
        let mark =
            part.tokens.start == share.tokens.end + 1 && matches!(&*self.word(share.tokens.end), ":" | "(" | "—" | "–");
        let of = part.tokens.end;
        let owner = usize::from(is_owner(&self.word(of + 1)));
        let owned = self.word(of) == "of" && whole.tokens.start == of + 1 + owner;
        let fits = mark && owned && share.unit == Unit::Percent && is_part(part, whole) && part.value <= whole.value;
        fits.then(|| Shared { part, whole, whole_at: self.place(whole), share, off: ROOM })
    }

    /// A part of what the sentence before counts: “… 40 members. Of those, 12, or 30 percent, …”.
    fn part_of_those(&self) -> Option<Shared<'a>> {
        let [part, share, ..] = self.numbers else { return None };
        let (tokens, before) = self.before?;
        let opens = self.word(0) == "of" && matches!(&*self.word(1), "these" | "those" | "them");
        let start = if self.word(2) == "," { 3 } else { 2 };
        let behind: Vec<String> = (part.tokens.end..share.tokens.start).map(|i| self.word(i)).collect();
        let joined = matches!(&behind[..], [.., or] if matches!(&**or, "or" | "(")) && behind.len() <= 5;
        if !opens || !joined || part.tokens.start != start || share.unit != Unit::Percent || part.unit != Unit::Things {
            return None;
        }
        let counted = |n: &Number| noun(self.text, tokens, n).map(|c| c.head);
        let head = noun(self.text, self.tokens, part).map(|c| c.head);
        let same = |n: &Number| counted(n).is_some_and(|told| head.as_ref().is_none_or(|head| *head == told));
        let whole = |n: &&Number| !n.year() && n.unit == Unit::Things && n.value >= part.value && same(n);
        let mut wholes = before.iter().filter(whole);
        let (Some(whole), None) = (wholes.next(), wholes.next()) else { return None };
        Some(Shared { part, whole, whole_at: self.block.to_document(whole.span), share, off: ROOM })
    }

    /// The first step whose percentage the sentence tells: “288p, up 24p, or 9 percent”, “rose 24p, or 9 percent, to 288p”.
    pub(super) fn step(&self) -> Option<Step<'a>> {
        self.numbers.windows(3).find_map(|w| self.to_by_share(w).or_else(|| self.by_share_to(w)))
    }

    fn to_by_share(&self, numbers: &'a [Number]) -> Option<Step<'a>> {
        let [to, by, share] = numbers else { return None };
        let between: Vec<String> = (to.tokens.end..by.tokens.start).map(|i| self.word(i)).collect();
        let signs = |w: &String| !is_sign(w);
        let between: Vec<&str> = between.iter().filter(|w| signs(w)).map(|w| &**w).collect();
        let [.., ",", way @ ("up" | "down")] = between[..] else { return None };
        (between.len() <= 3 && self.is_step(to, by, share)).then_some(Step { by, to, up: way == "up", share })
    }

    fn by_share_to(&self, numbers: &'a [Number]) -> Option<Step<'a>> {
        let [by, share, to] = numbers else { return None };
        let sign = |i: usize| is_sign(&self.word(i)) || self.word(i) == "by";
        let verb = (0..by.tokens.start).rev().find(|&i| !sign(i))?;
        let up = match &*self.word(verb) {
            "rose" | "gained" | "climbed" | "jumped" | "added" | "up" | "rise" => true,
            "fell" | "lost" | "dropped" | "slipped" | "slid" | "shed" | "down" | "fall" => false,
            _ => return None,
        };
        let behind: Vec<String> = (share.tokens.end..to.tokens.start).map(|i| self.word(i)).collect();
        let reached = behind.iter().any(|w| w == "to" || w == "at")
            && behind.iter().all(|w| is_sign(w) || matches!(&**w, "to" | "at" | "," | ")" | "close" | "finish"));
        (reached && self.is_step(to, by, share)).then_some(Step { by, to, up, share })
    }

    /// Whether a percentage is joined to a step, which is smaller than what it leads to.
    fn is_step(&self, to: &Number, by: &Number, share: &Number) -> bool {
        let behind: Vec<String> = (by.tokens.end..share.tokens.start).map(|i| self.word(i)).collect();
        let joined = matches!(&behind[..], [or] | [_, or] if matches!(&**or, "or" | "("));
        let measured = |n: &Number| matches!(n.unit, Unit::Things | Unit::Money | Unit::Points);
        joined && share.unit == Unit::Percent && measured(to) && measured(by) && !to.year() && by.value < to.value
    }

    /// Whether a number stands behind an owner that “of” begins: “of the club’s 12 teams”.
    fn owned(&self, number: &Number) -> bool {
        const OWNER: usize = 5;
        let owner = self.word_before(number);
        let reach = number.tokens.start.saturating_sub(OWNER)..number.tokens.start;
        let ends = |w: &str| w.ends_with("'s") || w.ends_with("’s") || w.ends_with("s’") || w.ends_with("s'");
        ends(&owner) && reach.map(|i| self.word(i)).any(|w| w == "of")
    }
}
