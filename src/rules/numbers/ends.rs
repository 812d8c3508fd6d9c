//! The two ends of a change, as a sentence tells them.

use super::change::Figures;
use super::number::{Number, Unit};

/// So many tokens stand between a share and how much it changed.
const CLAUSE: usize = 24;
/// So many tokens stand between a number with the day that it is of and “from”.
const DATED: usize = 9;

impl Figures<'_> {
    /// The mark before “up” or “down”, which stands right before token `i`: “131, up …”.
    fn way(&self, i: usize) -> Option<usize> {
        let before = |i: usize, words: &[&str]| i.checked_sub(1).filter(|&k| words.contains(&&*self.word(k)));
        before(before(i, &["up", "down"])?, &[",", "(", "—", "–"])
    }

    /// The mark before “an increase of” or “a drop of”, which stands right before token `i`.
    pub(super) fn rise(&self, i: usize) -> Option<usize> {
        let mark = i.checked_sub(4)?;
        let article = matches!(&*self.word(mark + 1), "a" | "an");
        let noun = article && self.changes(mark + 2) && self.word(mark + 3) == "of";
        (noun && matches!(&*self.word(mark), "," | "(" | "—" | "–")).then_some(mark)
    }

    /// Whether nothing but what is counted stands between a number and the mark at token `i`: “41 days, up from …”.
    fn reaches(&self, number: &Number, i: usize) -> bool {
        const NOUN: usize = 3;
        // “62 percent of residents want the baths reopened, up from …”
        const CLAUSE: usize = 12;
        // “Over a quarter of them (26 percent) came by bus, up from …”
        let bracket = number.unit == Unit::Percent && self.word(number.tokens.end) == ")";
        let between = number.tokens.end + usize::from(bracket)..i;
        let share = bracket || number.unit == Unit::Percent && self.word(number.tokens.end) == "of";
        let most = if share { CLAUSE } else { NOUN };
        between.start <= i
            && between.len() <= most
            && between.into_iter().all(|k| self.word(k).chars().all(char::is_alphabetic) && !self.changes(k))
    }

    /// The number that was reached, before a size that stands between it and “from” at token `from`: “131, up 20 percent
    /// from 104”.
    fn end_before_size(&self, size: &Number, from: usize) -> Option<&Number> {
        let percent = matches!(size.unit, Unit::Percent | Unit::Points) && size.tokens.end == from;
        let mark = self.way(size.tokens.start).or_else(|| self.rise(size.tokens.start)).filter(|_| percent)?;
        let mut before = self.numbers.iter().rev().skip_while(|n| n.tokens.end > mark);
        before.clone().next().filter(|n| n.tokens.end == mark).or_else(|| {
            // “50 percent of the 1,204 people asked said so, down 9 percent from 59”: that the points fit tells whose
            // they are.
            let share = before.find(|n| n.unit == Unit::Percent).filter(|n| n.tokens.start.abs_diff(mark) <= CLAUSE)?;
            let from = self.number_behind(from, 3)?.value;
            ((from - share.value).abs() == size.value).then_some(share)
        })
    }

    /// Both ends of a change, “from 40 … to 50”, “to 50 from 40” or “50, up from 40”, and the token that begins the first.
    pub(super) fn ends(&self) -> Option<(Number, Number, usize)> {
        let places: Vec<usize> = (0..self.tokens.len()).filter(|&i| self.word(i) == "from").collect();
        if places.is_empty() {
            return self.compared().or_else(|| self.years());
        }
        let [at] = places[..] else { return None };
        let from = self.number_behind(at, 3)?;
        let to_between = |start: usize, end: usize| (start..end.min(self.tokens.len())).find(|&i| self.word(i) == "to");
        if let Some(to) = to_between(from.tokens.end, from.tokens.end + 7)
            && let Some(number) = self.number_behind(to, 2)
        {
            return Some((from.clone(), number.clone(), at));
        }
        let before = self.numbers.iter().rfind(|n| n.tokens.end <= at)?;
        if before.unit == Unit::Percent && self.way(at).is_some_and(|mark| self.reaches(before, mark)) {
            return Some((from.clone(), before.clone(), at));
        }
        // “to £38m in the year to 31 December 2025, from £31m”
        let dated = |n: &&Number| self.time(n) || n.year() && n.unit == Unit::Things;
        let before = self.numbers.iter().rev().filter(|n| n.tokens.end <= at).find(|n| !dated(n))?;
        let most = if self.numbers.iter().any(|n| n.tokens.start >= before.tokens.end && n.tokens.end <= at) {
            DATED
        } else {
            5
        };
        let before = Some(before).filter(|n| at - n.tokens.end <= most)?;
        if let Some(to) = self.end_before_size(before, at) {
            return Some((from.clone(), to.clone(), before.tokens.start));
        }
        if self.way(at).is_some_and(|mark| self.reaches(before, mark)) {
            return Some((from.clone(), before.clone(), at));
        }
        let to = to_between(before.tokens.start.saturating_sub(3), before.tokens.start)?;
        Some((from.clone(), before.clone(), to))
    }

    /// Both ends of a change that are compared, with its size behind: “40, compared with 50 in May, a fall of …”, and the
    /// token that begins the first.
    fn compared(&self) -> Option<(Number, Number, usize)> {
        /// So many tokens stand before what is compared, and behind it before the size.
        const NEAR: usize = 6;
        let against = |i: usize| self.word(i) == "against" && self.numbers.iter().any(|n| n.tokens.start == i + 1);
        let mut places = (0..self.tokens.len()).filter(|&i| self.word(i) == "compared" || against(i));
        let (Some(at), None) = (places.next(), places.next()) else { return None };
        if !against(at) && !matches!(&*self.word(at + 1), "with" | "to") {
            return None;
        }
        let from = self.number_behind(if against(at) { at } else { at + 1 }, 2)?;
        let to = self.numbers.iter().rfind(|n| n.tokens.end <= at).filter(|n| at - n.tokens.end <= NEAR)?;
        let share = |n: &&Number| matches!(n.unit, Unit::Percent | Unit::Points) && n.tokens.start >= from.tokens.end;
        let size = self.numbers.iter().find(share)?;
        let mark = self.rise(size.tokens.start).filter(|&mark| mark >= from.tokens.end)?;
        (mark - from.tokens.end <= NEAR).then(|| (from.clone(), to.clone(), at))
    }

    /// Both ends of a change that are told by their years, “1,120 in 2021 and 640 in 2025”, and the token that begins the
    /// first.
    fn years(&self) -> Option<(Number, Number, usize)> {
        // Four numbers in a row: each end, and its year.
        self.numbers.windows(4).find_map(|w| {
            let [a, then, b, now] = w else { return None };
            let dated = |n: &Number, year: &Number| -> Option<bool> {
                let noun = n.tokens.end..year.tokens.start.saturating_sub(1);
                let within = self.word(year.tokens.start.checked_sub(1)?) == "in";
                let plain = noun.clone().all(|k| self.word(k).chars().all(char::is_alphabetic) && !self.changes(k));
                Some(within && plain && noun.len() <= 2 && !n.year() && year.year())
            };
            let joins = |k: usize| matches!(&*self.word(k), "," | "and" | "but" | "only" | "just" | "$" | "€" | "£");
            let whole = dated(a, then)?
                && dated(b, now)?
                && then.value < now.value
                && a.unit == b.unit
                && (then.tokens.end..b.tokens.start).len() <= 3
                && (then.tokens.end..b.tokens.start).all(joins);
            whole.then(|| (a.clone(), b.clone(), a.tokens.start))
        })
    }
}
