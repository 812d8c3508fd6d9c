//! From one number to another, and by how much: what a sentence says of a change.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::counted::{is, noun};
use super::fraction::Fraction;
use super::number::{Number, Unit, any, numbers};
use crate::extract::BlockExtraction;
use crate::extract::lexicon::{self, Closed};
use crate::rules::Manuscript;
use crate::rules::dates::written::month_named;
use crate::rules::notes::{Note, Notes};
use crate::text::{Block, Sentence, Span, Token};

/// A change that a sentence tells with both ends and its size.
pub(super) struct Change {
    pub(super) from: Number,
    pub(super) to: Number,
    pub(super) by: By,
}

/// The size of a change.
pub(super) enum By {
    /// As a number of percent or points.
    Number(Number),
    /// As a factor, in a word: doubled.
    Times(f64, Span),
    /// As a part of where it began: “by a third”.
    Part(f64, Span),
}

/// A sentence with numbers, in the prose of its block.
pub(super) struct Figures<'a> {
    pub(super) block: &'a Block,
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) numbers: &'a [Number],
    /// The numbers of the sentence before, with its tokens, where a rule reads each sentence by itself.
    pub(super) before: Option<(&'a [Token], &'a [Number])>,
    /// Where the sentence before begins, or this one where it is the first.
    pub(super) start: usize,
}

/// The numbers of a sentence, and its place among those of its block.
#[derive(Debug)]
pub(in crate::rules) struct Counts {
    sentence: usize,
    numbers: Box<[Number]>,
}

/// The words of a change, how many times as much they say it is, and whether they are verbs.
static CHANGES: LazyLock<FxHashMap<&str, (f64, bool)>> = LazyLock::new(|| {
    let rows = lexicon::rows(include_str!("../../extract/lexicon/changes.tsv"));
    rows.filter_map(|row| Some((*row.first()?, (row.get(1)?.parse().ok()?, row.len() > 2)))).collect()
});

/// Words that say whether a percentage is the size of a change, by kind and word.
static SIZES: LazyLock<FxHashSet<(&str, &str)>> = LazyLock::new(|| {
    let rows = lexicon::rows(include_str!("../../extract/lexicon/change-sizes.tsv"));
    rows.filter_map(|row| Some((*row.first()?, *row.get(1)?))).collect()
});

/// What grows to more than so many times, or shrinks to less than such a part, was read wrongly more often than not.
const MOST_TIMES: f64 = 20.0;

/// The sentences of the article that hold numbers.
pub(super) fn figures<'a>(context: &Manuscript<'a>) -> impl Iterator<Item = Figures<'a>> {
    let (blocks, parts) = (context.blocks, context.parts);
    context.noted(|n| &n.counts, counts).map(|(n, found)| Figures::new(&blocks[n], &parts[n], found, None))
}

/// Like [`figures`], in the blocks of which a rule that reads each by itself has something to say. They keep in `note`
/// whether it has.
pub(super) fn told<'a>(
    context: &Manuscript<'a>,
    note: impl Fn(&Notes) -> &Note<usize>,
    says: impl Fn(&Figures<'_>) -> bool,
) -> impl Iterator<Item = Figures<'a>> {
    let (blocks, parts, notes) = (context.blocks, context.parts, context.notes);
    let read = move |block: &Block, part: &BlockExtraction| {
        let says = in_block(block, part, &says);
        says.into_iter().enumerate().filter_map(|(i, says)| says.then_some(i)).collect()
    };
    context.noted(note, read).filter_map(move |(n, &i)| {
        let (block, part) = (&blocks[n], &*parts[n]);
        let all = notes[n].counts.get_or_init(|| counts(block, part).into());
        Some(Figures::new(block, part, all.get(i)?, i.checked_sub(1).and_then(|i| all.get(i))))
    })
}

/// What is read in each sentence of a block that holds numbers.
pub(super) fn in_block<T>(block: &Block, part: &BlockExtraction, read: impl Fn(&Figures<'_>) -> T) -> Vec<T> {
    let all = counts(block, part);
    let before = std::iter::once(None).chain(all.iter().map(Some));
    all.iter().zip(before).map(|(found, before)| read(&Figures::new(block, part, found, before))).collect()
}

/// The sentences of a block that hold numbers.
fn counts(block: &Block, part: &BlockExtraction) -> Vec<Counts> {
    let text = block.prose.text();
    let sentences = if block.kind.is_prose() { &*part.sentences } else { &[] };
    let read = |(sentence, place): (usize, &Sentence)| {
        let tokens = part.tokens.get(place.tokens.clone()).filter(|_| any(place.span.of(text)))?;
        let numbers = numbers(text, tokens).into_boxed_slice();
        (!numbers.is_empty()).then_some(Counts { sentence, numbers })
    };
    sentences.iter().enumerate().filter_map(read).collect()
}

impl<'a> Figures<'a> {
    fn new(block: &'a Block, part: &'a BlockExtraction, found: &'a Counts, before: Option<&'a Counts>) -> Self {
        let tokens = |sentence: usize| {
            let sentence = part.sentences.get(sentence);
            sentence.and_then(|s| part.tokens.get(s.tokens.clone())).unwrap_or_default()
        };
        let before = before.filter(|b| b.sentence + 1 == found.sentence).map(|b| (tokens(b.sentence), &*b.numbers));
        let first = part.sentences.get(found.sentence.saturating_sub(1)).map_or(0, |s| s.span.start());
        let (text, tokens) = (block.prose.text(), tokens(found.sentence));
        Self { block, text, tokens, numbers: &found.numbers, before, start: first }
    }

    /// The words of the sentence.
    pub(super) fn sentence(&self) -> &'a str {
        let ends = self.tokens.first().zip(self.tokens.last());
        ends.map_or("", |(first, last)| first.span.join(last.span).of(self.text))
    }

    /// A token in small letters; empty where there is none.
    pub(super) fn word(&self, i: usize) -> String {
        self.tokens.get(i).map_or(String::new(), |t| t.span.of(self.text).to_lowercase())
    }

    /// The token so many before token `i`, in small letters; empty where there is none.
    pub(super) fn word_back(&self, i: usize, back: usize) -> String {
        i.checked_sub(back).map(|k| self.word(k)).unwrap_or_default()
    }

    /// The token before a number, in small letters; empty where there is none.
    pub(super) fn word_before(&self, number: &Number) -> String {
        self.word_back(number.tokens.start, 1)
    }

    /// The bytes of a number with its unit, in the document.
    pub(super) fn place(&self, number: &Number) -> Span {
        let last = self.tokens.get(number.tokens.end.saturating_sub(1)).map_or(number.span, |t| t.span);
        self.block.to_document(number.span.join(last))
    }

    /// The number behind token `i`, with at most `gap` tokens between.
    pub(super) fn number_behind(&self, i: usize, gap: usize) -> Option<&Number> {
        self.numbers.iter().find(|n| n.tokens.start > i).filter(|n| n.tokens.start - i - 1 <= gap)
    }

    /// Whether a word in small letters is one of a change.
    pub(super) fn is_change(word: &str) -> bool {
        CHANGES.contains_key(word)
    }

    /// Whether a token is a word of a change.
    pub(super) fn changes(&self, i: usize) -> bool {
        CHANGES.contains_key(&*self.word(i))
    }

    /// The percentage that ends right before token `i`, or before the comma there.
    pub(super) fn percent_before(&self, i: usize) -> Option<&Number> {
        let end = i.checked_sub(1).filter(|&k| self.word(k) == ",").unwrap_or(i);
        self.numbers.iter().find(|n| n.unit == Unit::Percent && n.tokens.end == end)
    }

    /// The last word of a change in the `reach` tokens before token `i`.
    pub(super) fn change_before(&self, i: usize, reach: usize) -> Option<usize> {
        (i.saturating_sub(reach)..i).rev().find(|&k| self.changes(k))
    }

    /// The change that the sentence tells. Nothing where it tells several, or where what is told may be a range.
    pub(super) fn change(&self) -> Option<Change> {
        let (mut from, mut to, first) = self.ends()?;
        // “From 40 to 50 percent”, “from 40 percent to 50”.
        if from.unit == Unit::Things && to.unit == Unit::Percent {
            from.unit = Unit::Percent;
        } else if from.unit == Unit::Percent && to.unit == Unit::Things && self.ends_clause(to.tokens.end) {
            to.unit = Unit::Percent;
        }
        let ends = [&from, &to];
        let times = to.value / from.value;
        if from.unit != to.unit
            || from.value <= 0.0
            || !(1.0 / MOST_TIMES..=MOST_TIMES).contains(&times)
            || ends.iter().any(|n| self.time(n))
            || self.base_year(&from, &to)
        {
            return None;
        }
        let inner = |n: &Number| n.tokens == from.tokens || n.tokens == to.tokens;
        let sizes = self.numbers.iter().filter(|n| !inner(n) && matches!(n.unit, Unit::Percent | Unit::Points));
        let end = from.tokens.end.max(to.tokens.end);
        let mut sizes = sizes.filter(|n| {
            let behind = n.tokens.end + 2;
            let before = self.word_before(n);
            let joined = matches!(&*before, "or" | "(");
            // “cut the risk of a stroke by 40 percent, from …”
            let ahead = before == "by" && n.tokens.end <= first && first - n.tokens.end <= 1;
            let told = joined
                || ahead
                || self.change_before(n.tokens.start, 4).is_some()
                || (n.tokens.end..behind).any(|k| self.changes(k));
            told && self.belongs(n, first, end, times)
        });
        let size = sizes.next();
        if sizes.next().is_some() {
            return None;
        }
        let change = self.change_before(first, 4);
        let counts =
            [&from, &to].iter().any(|n| noun(self.text, self.tokens, n).is_some_and(|c| !is("measure", &c.head)));
        let (from, to) = (from.clone().told_like(&to), to.told_like(&from));
        // People and shops are counted whole; degrees and pounds are rounded.
        let (from, to) = if counts { (from.exact(), to.exact()) } else { (from, to) };
        if let Some(size) = size {
            // Both ends and the size stand together, and the ends belong to a change.
            let start = first;
            let far =
                if size.tokens.start >= end { size.tokens.start - end } else { first.saturating_sub(size.tokens.end) };
            let joined = size.tokens.end + 2 >= start && size.tokens.end <= start;
            // “1,120 in 2021 and 640 in 2025, a drop of …”
            let joined = joined || self.rise(size.tokens.start).is_some();
            return (far <= 7 && (change.is_some() || joined)).then(|| Change {
                from,
                to,
                by: By::Number(size.clone()),
            });
        }
        if let Some((part, span)) = self.part_before(first).or_else(|| self.part_behind(end)) {
            return Some(Change { from, to, by: By::Part(part, span) });
        }
        let near = change.filter(|&k| first - k <= 2 || self.has_object(k, first));
        let at = near.or_else(|| self.change_over_time(first))?;
        let times = CHANGES.get(self.word(at).as_str()).map(|c| c.0).filter(|&t| t > 0.0)?;
        let span = self.tokens[at].span;
        Some(Change { from, to, by: By::Times(times, span) })
    }

    /// The word of a change before token `i`, with nothing between but how long it took: “doubled in five years, from …”.
    fn change_over_time(&self, i: usize) -> Option<usize> {
        const REACH: usize = 9;
        let at = self.change_before(i, REACH)?;
        let time =
            |k: usize| self.numbers.iter().any(|n| n.tokens.contains(&k)) || SIZES.contains(&("time", &*self.word(k)));
        (at + 1..i).all(time).then_some(at)
    }

    /// Whether nothing stands between the word of a change and token `i` but what was changed: “doubled the term, from …”.
    fn has_object(&self, change: usize, i: usize) -> bool {
        let end = if self.word(i - 1) == "," { i - 1 } else { i };
        let noun = |k: usize| {
            let word = self.word(k);
            word.chars().all(char::is_alphabetic) && !lexicon::closed_class(&word).is(Closed::FUNCTION)
        };
        let determiner = lexicon::closed_class(&self.word(change + 1)).is(Closed::DETERMINER);
        determiner && change + 2 < end && (change + 2..end).all(noun)
    }

    /// The part by which something changed, right before the ends of the change at token `i`, or before how long it took:
    /// “fell by a third, from …”, “fell by half in ten years, from …”.
    fn part_before(&self, i: usize) -> Option<(f64, Span)> {
        const REACH: usize = 7;
        let time = |k: usize| {
            let mark = k + 1 == i && self.word(k) == ",";
            mark || self.numbers.iter().any(|n| n.tokens.contains(&k)) || self.any("time", k..k + 1)
        };
        let end = (i.saturating_sub(REACH)..i).rev().take_while(|&k| time(k)).last().unwrap_or(i);
        let part = (1..=Fraction::LONGEST).find_map(|back| {
            let fraction = self.fraction(end.checked_sub(back)?)?;
            let by = fraction.tokens.start.checked_sub(1)?;
            let told = self.word(by) == "by" && by > 0 && self.changes(by - 1);
            (fraction.tokens.end == end && told).then_some(fraction)
        })?;
        Some((part.value, self.span_of(part.tokens)))
    }

    /// The part by which something changed, behind the ends of the change that end at token `i`: “…, a fall of a third”.
    fn part_behind(&self, i: usize) -> Option<(f64, Span)> {
        const REACH: usize = 7;
        // “…, or by a third”
        let or = (i..i + 2).find(|&k| self.word(k) == "or" && self.word(k + 1) == "by");
        if let Some(part) = or.and_then(|k| self.fraction(k + 2)).filter(|f| self.ends_clause(f.tokens.end)) {
            return Some((part.value, self.span_of(part.tokens)));
        }
        (i + 4..i + 4 + REACH).find_map(|at| {
            let mark = self.rise(at).filter(|&mark| mark >= i)?;
            let fraction = self.fraction(at)?;
            let near = !self.any("break", i..mark) && self.ends_clause(fraction.tokens.end);
            near.then(|| (fraction.value, self.span_of(fraction.tokens)))
        })
    }

    /// The bytes of tokens, in the text.
    pub(super) fn span_of(&self, tokens: Range<usize>) -> Span {
        let place = |i: usize| self.tokens.get(i).map_or(Span::default(), |t| t.span);
        place(tokens.start).join(place(tokens.end.saturating_sub(1)))
    }

    /// Whether a mark or the end of the sentence stands at token `i`.
    pub(super) fn ends_clause(&self, i: usize) -> bool {
        matches!(&*self.word(i), "" | "." | "," | ";" | ":" | ")" | "—" | "–")
    }

    /// Whether one of the tokens is a word of this kind.
    fn any(&self, kind: &str, mut tokens: Range<usize>) -> bool {
        tokens.any(|i| SIZES.contains(&(kind, &*self.word(i))))
    }

    /// Whether a percentage may be the size of the change whose ends stand in the tokens from `first` to `end`: no
    /// other clause or subject lies between, it is no yearly rate, and it is not counted from another year.
    fn belongs(&self, size: &Number, first: usize, end: usize, times: f64) -> bool {
        let (start, behind) = (size.tokens.start, size.tokens.end);
        let gap = if start >= end { end..start } else { behind..first.max(behind) };
        let verb = |i: usize| CHANGES.get(&*self.word(i)).is_some_and(|c| c.1);
        if self.any("break", gap.clone()) || gap.clone().any(verb) {
            return false;
        }
        let mark = gap.clone().rfind(|&i| matches!(&*self.word(i), "," | "(" | "—" | "–" | ":"));
        let other = |i: usize| !self.any("behind", i..i + 1) && !self.changes(i);
        // Behind a mark begins the size, or somebody else's: “…, profits up 4%”.
        if start >= end && mark.is_some_and(|i| i + 1 < start && other(i + 1)) {
            return false;
        }
        let way = self.word(start.saturating_sub(1));
        if way == "down" && times > 1.0 || way == "up" && times < 1.0 {
            return false;
        }
        let article = |i: usize| matches!(&*self.word(i), "a" | "an" | "per" | "each" | "every");
        // “From 17% in 2021 to 24% this year, a 7% rise”: the year is no part of the size.
        let near = match mark {
            Some(mark) if start >= end => start.saturating_sub(3).max(mark),
            _ => start.saturating_sub(3),
        };
        let rate = self.any("yearly", near..start)
            || self.any("yearly", behind..behind + 1)
            || article(behind) && self.any("yearly", behind + 1..behind + 2);
        let since = (behind..behind + 2).any(|i| self.word(i) == "since")
            || matches!(&*self.word(behind), "on" | "over" | "against" | "compared")
                && self.number_behind(behind, 2).is_some_and(Number::year);
        !rate && !since
    }

    /// Whether an end of a change is the year from which it is counted: “from 1990 levels to 400 million”.
    fn base_year(&self, from: &Number, to: &Number) -> bool {
        let ends = [(from, to), (to, from)];
        ends.iter().any(|(n, other)| {
            let recent = (1900.0..2100.0).contains(&n.value);
            n.year() && (recent || !other.plain || other.year() || self.any("base", n.tokens.end..n.tokens.end + 1))
        })
    }

    /// Whether a number is an hour or a day of a month.
    pub(super) fn time(&self, number: &Number) -> bool {
        let month = |word: String| month_named(&word).is_some() && word.chars().all(|c| c.is_alphabetic() || c == '.');
        let hour = matches!(&*self.word(number.tokens.end), "a.m." | "p.m." | "am" | "pm" | "o'clock" | "o’clock");
        let before = self.word_before(number);
        number.unit == Unit::Things && (hour || month(self.word(number.tokens.end)) || month(before))
    }

    /// Whether a number is somebody's age: “Ann Lee, 41, …”, “aged 41”.
    pub(super) fn age(&self, number: &Number) -> bool {
        let before = self.word_before(number);
        let behind = self.word(number.tokens.end);
        before == "aged" || before == "," && matches!(&*behind, "," | "." | "") && number.value < 120.0
    }
}

/// That rounding was at its worst at both ends, and in opposite directions, is no excuse.
pub(super) const LIKELY: f64 = 0.7;

/// The least and the most that a change may be, as a share of where it began.
pub(super) fn share(from: &Number, to: &Number) -> (f64, f64) {
    let bounds = |n: &Number| {
        let (a, b) = n.bounds();
        (n.value - (n.value - a) * LIKELY, n.value + (b - n.value) * LIKELY)
    };
    let ((a, b), (c, d)) = (bounds(from), bounds(to));
    let (low, high) = (c / b.max(f64::MIN_POSITIVE) - 1.0, d / a.max(f64::MIN_POSITIVE) - 1.0);
    if to.value < from.value { (-high, -low) } else { (low, high) }
}

/// Whether two stretches of numbers touch, with some room between.
pub(super) fn meet(a: (f64, f64), b: (f64, f64), room: f64) -> bool {
    a.0 - room <= b.1 && b.0 - room <= a.1
}
