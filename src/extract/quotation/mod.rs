//! Quotation marks and what stands between them.
//!
//! Marks are read by their shape and by what stands on both sides of them, so that an apostrophe is no mark, a straight
//! mark knows its direction, and one odd mark spoils its paragraph at the most.

mod marks;

use crate::text::{Span, Token};
use marks::{Mark, Shape, marks};

/// The quotation marks of a block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quotations {
    /// The outermost quotations, in order.
    pub outer: Vec<Quotation>,
    /// Quotations inside others, in order.
    pub inner: Vec<Quotation>,
    /// Closing marks that close nothing.
    pub stray: Vec<Span>,
}

/// A stretch between quotation marks. Spans count bytes of the block's prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// From the opening mark to the closing one, both included, or to the end of the block.
    pub span: Span,
    /// The opening mark.
    pub open: Span,
    /// The closing mark; `None` when it is missing.
    pub close: Option<Span>,
}

impl Quotation {
    /// What stands between the marks.
    pub fn inside(&self) -> Span {
        Span::new(self.open.end(), self.close.map_or(self.span.end(), |c| c.start()))
    }
}

/// Pairs the quotation marks of a block's prose.
pub(super) fn quotations(text: &str, _tokens: &[Token]) -> Quotations {
    let marks = marks(text);
    let mut out = Quotations::default();
    let mut open: Vec<(usize, Quotation)> = Vec::new();
    for (n, mark) in marks.iter().enumerate() {
        let top = open.last().map(|&(m, _)| &marks[m]);
        let pairs = open.iter().rposition(|&(m, _)| marks[m].shape == mark.shape);
        let pairs = pairs.or_else(|| mixed(&marks, n, &open));
        let closes = mark.closes && pairs.is_some() && !(mark.may_be_inner() && better_close_follows(text, &marks, n));
        let closes = closes && (!mark.opens || top.is_some_and(|t| t.shape == mark.shape));
        if closes && let Some(at) = pairs {
            // What is still open inside lost its mark: it is no quotation of its own.
            open.truncate(at + 1);
            let Some((_, mut q)) = open.pop() else { continue };
            q.close = Some(mark.span);
            q.span = q.span.until(mark.span.end());
            if open.is_empty() { out.outer.push(q) } else { out.inner.push(q) }
        } else if mark.opens && (!(mark.shape.is_single() || mark.loose) || closing_follows(text, &marks, n)) {
            let q = Quotation { span: Span::new(mark.span.start(), text.len()), open: mark.span, close: None };
            if pairs.is_some_and(|at| at == 0 && !mark.closes) && !mark.shape.is_single() {
                // The same mark opens again: the one before was never closed and ends here.
                if let Some((_, mut lost)) = open.drain(..).next() {
                    let words = text[lost.open.end()..mark.span.start()].trim_end();
                    lost.span = lost.span.until(lost.open.end() + words.len());
                    out.outer.push(lost);
                }
            }
            open.push((n, q));
        } else if mark.closes && (!mark.opens || mark.loose) && !mark.weak && !mark.shape.is_single() {
            out.stray.push(mark.span);
        }
    }
    if let Some((_, mut q)) = open.into_iter().next() {
        q.span = q.span.until(q.open.end() + text[q.open.end()..].trim_end().len());
        out.outer.push(q);
    }
    out.outer.retain(|q| !q.inside().trim(text).is_empty());
    out.outer.sort_by_key(|q| q.span);
    out.inner.sort_by_key(|q| q.span);
    let Quotations { outer, inner, .. } = &mut out;
    inner.retain(|q| {
        let next = outer.partition_point(|o| o.span.start() <= q.span.start());
        next > 0 && outer[next - 1].span.covers(q.span)
    });
    out
}

/// The place among the open marks of the one that mark `n` closes though it is of another shape: it can do nothing else,
/// and the open one has no mark of its own shape behind it before the next quotation.
fn mixed(marks: &[Mark], n: usize, open: &[(usize, Quotation)]) -> Option<usize> {
    marks.get(n).filter(|m| m.closes && !m.opens && m.shape.mixes() && !m.weak)?;
    let at = open.iter().rposition(|&(m, _)| marks[m].shape.mixes())?;
    let shape = marks[open[at].0].shape;
    let mut behind = marks[n + 1..].iter().take(64).filter(|m| m.shape.mixes()).take_while(|m| !m.opens);
    behind.all(|m| m.shape != shape).then_some(at)
}

/// Whether a single mark that opens at mark `n` has one that closes it.
fn closing_follows(text: &str, marks: &[Mark], n: usize) -> bool {
    let Some(mark) = marks.get(n) else { return false };
    if mark.shape == Shape::SingleCurly && text[..mark.span.start()].trim().is_empty() {
        // British style opens every paragraph of a long quotation and closes only the last.
        return true;
    }
    let (before, behind) = (text[..mark.span.start()].trim_end(), &text[mark.span.end()..]);
    let sentence = before.ends_with(['.', '!', '?', ':']) && behind.starts_with(char::is_uppercase);
    if mark.shape == Shape::SingleCurly && !mark.closes && sentence {
        // “‘One,’ she said. ‘Two.”, of which the next paragraph has the rest.
        return true;
    }
    marks[n + 1..].iter().take(64).any(|m| m.shape == mark.shape && m.closes)
}

/// Whether the apostrophe at mark `n` is a plural possessive, or a straight mark an inch, rather than the end of the
/// quotation: a word in lower case follows it, and a better mark closes before another opens.
fn better_close_follows(text: &str, marks: &[Mark], n: usize) -> bool {
    let Some(mark) = marks.get(n) else { return false };
    let mut behind = text[mark.span.end()..].chars();
    if behind.next() != Some(' ') || !behind.next().is_some_and(char::is_lowercase) {
        return false;
    }
    for m in marks[n + 1..].iter().take(64).filter(|m| m.shape == mark.shape) {
        if m.closes && (m.shape.is_single() || !m.weak) {
            return true;
        }
        if m.opens {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::quotations;

    /// Outer quotations as `[…]`, inner ones as `(…)`, a missing end as `[…$`.
    fn show(text: &str) -> String {
        let q = quotations(text, &[]);
        let show =
            |q: &super::Quotation| format!("{}{}", q.inside().of(text), if q.close.is_none() { "$" } else { "" });
        let mut out: Vec<String> = q.outer.iter().map(|q| format!("[{}]", show(q))).collect();
        out.extend(q.inner.iter().map(|q| format!("({})", show(q))));
        out.extend(q.stray.iter().map(|s| format!("stray {}", s.start())));
        out.join(" ")
    }

    #[test]
    fn pairs_marks_of_every_style() {
        for (text, expected) in [
            ("“We won,” she said. “At last.”", "[We won,] [At last.]"),
            ("\"We won,\" she said. \"At last.\"", "[We won,] [At last.]"),
            ("He said \"no\".", "[no]"),
            ("('We won') and \"(yes)\"", "[We won] [(yes)]"),
            ("'We won,' she said. 'They didn't.'", "[We won,] [They didn't.]"),
            ("‘It’s ours,’ she said of the workers’ rights.", "[It’s ours,]"),
            ("'The workers' rights matter,' she said.", "[The workers' rights matter,]"),
            ("The workers' rights and the '90s rock 'n' roll weren't his.", ""),
            ("«Nous avons gagné», dit-elle. « Enfin. »", "[Nous avons gagné] [ Enfin. ]"),
            ("»Wir haben gewonnen«, sagte sie. „Endlich.“", "[Wir haben gewonnen] [Endlich.]"),
            ("彼女は「勝った」と言った。", "[勝った]"),
            ("“He told me ‘no’ twice,” she said.", "[He told me ‘no’ twice,] (no)"),
            ("'He told me \"no\" twice,' she said.", "[He told me \"no\" twice,] (no)"),
            ("``We won,'' she said. ''Really.''", "[We won,] [Really.]"),
            ("“We won, she said.", "[We won, she said.$]"),
            ("We won,” she said.", "stray 7"),
            ("“One. “Two,” she said.", "[One.$] [Two,]"),
            ("\"We won,” she said. “At last.\"", "[We won,] [At last.]"),
            ("“We won,'' she said. \"At last.''", "[We won,] [At last.]"),
            ("‘‘We won,’’ she said. “At last,’’ he said.", "[We won,] [At last,]"),
            ("\"He said it was “fun” twice,\" she said.", "[He said it was “fun” twice,] (fun)"),
            ("\"It was fun” twice,\" she said.", "[It was fun” twice,] stray 11"),
            ("A 6\" pipe and a 5'10\" man.", ""),
            ("\"It was a 55\" screen,\" she said.", "[It was a 55\" screen,]"),
            ("\"A 6\" pipe and a 55\" screen,\" she said.", "[A 6\" pipe and a 55\" screen,]"),
            ("The \"class of 55\" and a 6\" pipe", "[class of 55]"),
            ("She got \"a score of 55\" and then \"left\".", "[a score of 55] [left]"),
            ("She called it \"art\" - \"if at all\".", "[art] [if at all]"),
            ("‘First paragraph goes on.", "[First paragraph goes on.$]"),
            ("‘It’s ours,’ she said. ‘The first goes on.", "[It’s ours,] [The first goes on.$]"),
            ("A 6½\" pot, and a 24” by 36” poster", ""),
            ("“A 10.9” screen is small,” she said.", "[A 10.9” screen is small,]"),
            ("Read more » or go « back", ""),
            ("« Enfin », dit-elle.", "[ Enfin ]"),
            ("A \" Big Room \" and a \" hall \" at sea", "[ Big Room ] [ hall ]"),
            ("\" It rained,\" she said.", "[ It rained,]"),
            ("It was said \" once or so.", "stray 12"),
            ("Width: 16 \"", ""),
            ("A shelf 16 \" wide and a 6 \" pipe", ""),
            ("“”", ""),
            ("\"", "stray 0"),
        ] {
            assert_eq!(show(text), expected, "{text}");
        }
    }
}
