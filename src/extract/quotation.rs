//! Quotation marks and what stands between them.
//!
//! Marks are read by their shape and by what stands on both sides of them, so that an apostrophe is no mark, a straight
//! mark knows its direction, and one odd mark spoils its paragraph at the most.

use std::cell::LazyCell;
use std::ops::Range;

use crate::extract::lexicon::WordSet;
use crate::text::{Span, Token};

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

/// The shape of a mark. Two marks pair within a shape; double ones of different shapes where no better partner is near.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// `"`
    Straight,
    /// `“…”`, `„…“`, `”…”`
    Curly,
    /// `'`
    Apostrophe,
    /// `‘…’`, `‚…‘`
    SingleCurly,
    /// `«…»` and `»…«`
    Guillemet,
    /// `‹…›` and `›…‹`
    SingleGuillemet,
    /// `「…」`
    Corner,
    /// `『…』`
    WhiteCorner,
    /// ``` ``…'' ```, `''…''` and `‘‘…’’`
    Doubled,
}

impl Shape {
    /// Whether it is one of the double marks that writers and programs mix ("…”, “…'').
    fn mixes(self) -> bool {
        matches!(self, Self::Straight | Self::Curly | Self::Doubled)
    }
}

/// A mark where it stands.
struct Mark {
    span: Span,
    shape: Shape,
    opens: bool,
    closes: bool,
    /// Whether it may be something else: an apostrophe behind a letter, an inch mark behind a digit.
    weak: bool,
    /// Whether blanks stand on both sides, so that its place tells no direction.
    loose: bool,
}

const OPENERS: &str = "([{<—–-/*_~…:\"'“‘«‹„‚「『¿¡`";

/// Pairs the quotation marks of a block's prose.
pub(super) fn quotations(text: &str, _tokens: &[Token]) -> Quotations {
    let marks = marks(text);
    let mut out = Quotations::default();
    let mut open: Vec<(usize, Quotation)> = Vec::new();
    for (n, mark) in marks.iter().enumerate() {
        let top = open.last().map(|&(m, _)| &marks[m]);
        let pairs = open.iter().rposition(|&(m, _)| marks[m].shape == mark.shape);
        let pairs = pairs.or_else(|| mixed(&marks, n, &open));
        let closes = mark.closes && pairs.is_some() && !(may_be_inner(mark) && better_close_follows(text, &marks, n));
        let closes = closes && (!mark.opens || top.is_some_and(|t| t.shape == mark.shape));
        if closes && let Some(at) = pairs {
            // What is still open inside lost its mark: it is no quotation of its own.
            open.truncate(at + 1);
            let Some((_, mut q)) = open.pop() else { continue };
            q.close = Some(mark.span);
            q.span = q.span.until(mark.span.end());
            if open.is_empty() { out.outer.push(q) } else { out.inner.push(q) }
        } else if mark.opens && (!(single(mark.shape) || mark.loose) || closing_follows(text, &marks, n)) {
            let q = Quotation { span: Span::new(mark.span.start(), text.len()), open: mark.span, close: None };
            if pairs.is_some_and(|at| at == 0 && !mark.closes) && !single(mark.shape) {
                // The same mark opens again: the one before was never closed and ends here.
                if let Some((_, mut lost)) = open.drain(..).next() {
                    let words = text[lost.open.end()..mark.span.start()].trim_end();
                    lost.span = lost.span.until(lost.open.end() + words.len());
                    out.outer.push(lost);
                }
            }
            open.push((n, q));
        } else if mark.closes && (!mark.opens || mark.loose) && !mark.weak && !single(mark.shape) {
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

fn single(shape: Shape) -> bool {
    matches!(shape, Shape::Apostrophe | Shape::SingleCurly)
}

/// Reads the marks of a text in order, with what each may do.
fn marks(text: &str) -> Vec<Mark> {
    let mut out = Vec::new();
    let mut skip = 0;
    let (mut before, mut earlier) = (None, None);
    let angular = LazyCell::new(|| Angular {
        first: text.find(['«', '‹']).unwrap_or(text.len()),
        last: text.rfind(['»', '›']).unwrap_or(0),
    });
    for (i, c) in text.char_indices() {
        let second = std::mem::replace(&mut earlier, before);
        let previous = before.replace(c);
        if i < skip || c.is_ascii_alphanumeric() || c == ' ' {
            continue;
        }
        let rest = &text[i..];
        let (shape, len) = match c {
            '"' | '＂' => (Shape::Straight, c.len_utf8()),
            '“' | '”' | '„' | '‟' => (Shape::Curly, c.len_utf8()),
            '\'' if rest.starts_with("''") && !rest.starts_with("'''") => (Shape::Doubled, 2),
            '`' if rest.starts_with("``") && !rest.starts_with("```") => (Shape::Doubled, 2),
            '‘' if rest.starts_with("‘‘") => (Shape::Doubled, 6),
            '’' if rest.starts_with("’’") => (Shape::Doubled, 6),
            '\'' => (Shape::Apostrophe, 1),
            '‘' | '’' | '‚' | '‛' => (Shape::SingleCurly, c.len_utf8()),
            '«' | '»' => (Shape::Guillemet, c.len_utf8()),
            '‹' | '›' => (Shape::SingleGuillemet, c.len_utf8()),
            '「' | '」' => (Shape::Corner, c.len_utf8()),
            '『' | '』' => (Shape::WhiteCorner, c.len_utf8()),
            _ => continue,
        };
        skip = i + len;
        if matches!(c, '«' | '»' | '‹' | '›') && arrow(text, i..skip, &angular) {
            continue;
        }
        let span = Span::new(i, skip);
        let next = text[skip..].chars().next();
        let starts = previous.is_none_or(|p| p.is_whitespace() || OPENERS.contains(p) || ideograph(p));
        let ends = next.is_none_or(|n| !n.is_alphanumeric() || ideograph(n));
        let inner = next.is_some_and(|n| !n.is_whitespace());
        let inch = previous.is_some_and(measures);
        let (opens, closes) = match c {
            '„' | '‚' | '「' | '『' | '‟' | '‛' => (true, false),
            '`' => (true, false),
            '‘' | '’' if len == 6 => (c == '‘', c == '’'),
            '」' | '』' => (false, true),
            '“' => (starts || !ends, !starts && ends),
            '”' => (starts && inner && !ends, previous.is_some()),
            '‘' => (starts && inner && !elided(&text[skip..]), !starts && ends),
            '’' => (false, !starts && ends || previous.is_some_and(|p| "”\"»…".contains(p))),
            // A French space may stand inside: the shape decides, its place only where it points the wrong way.
            '«' | '‹' => (starts || !ends || next.is_some_and(char::is_whitespace), !starts && ends),
            '»' | '›' => (starts && !ends, true),
            '\'' if len == 1 => {
                let measure = previous.is_some_and(|p| p.is_ascii_digit()) && !ends;
                (
                    starts && inner && !ends_like_close(next) && !elided(&text[skip..]),
                    !measure && previous.is_some_and(|p| !p.is_whitespace()) && ends,
                )
            }
            _ => {
                let opens = starts && inner;
                let closes = previous.is_some_and(|p| !p.is_whitespace()) && ends;
                if inch && !ends {
                    (false, false)
                } else if !opens && !closes {
                    (
                        previous.is_none_or(char::is_whitespace) && inner,
                        !inner || previous.is_some_and(|p| !p.is_whitespace()),
                    )
                } else {
                    (opens, closes)
                }
            }
        };
        let spaced = previous.is_none_or(|p| p == ' ') && !inner;
        // `A shelf 16 " deep`
        let measured = second.is_some_and(measures);
        let loose = shape == Shape::Straight && spaced && next.is_some() && !measured;
        let opens = opens || loose;
        let weak = match shape {
            Shape::Straight | Shape::Curly => c != '“' && (previous.is_some_and(measures) || spaced && measured),
            _ => single(shape) && previous.is_some_and(|p| "sSxzn".contains(p)),
        };
        out.push(Mark { span, shape, opens, closes, weak, loose });
    }
    out
}

/// Whether a double mark behind a character may be one of inches: 6", 6½”.
fn measures(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '¼'..='¾' | '⅐'..='⅞')
}

/// Where the first angular mark stands that points left, and the last that points right.
struct Angular {
    first: usize,
    last: usize,
}

/// Whether an angular mark points somewhere and quotes nothing: "Read more »", "« Back", "Settings » Privacy". It stands
/// by itself, and no mark that it could pair with does before it or behind it.
fn arrow(text: &str, mark: Range<usize>, angular: &Angular) -> bool {
    let left = text[mark.clone()].starts_with(['«', '‹']);
    let alone = if left { angular.last < mark.end } else { angular.first > mark.start };
    let apart = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || text[mark.clone()].starts_with(c));
    alone && apart(text[..mark.start].chars().next_back()) && apart(text[mark.end..].chars().next())
}

fn ends_like_close(next: Option<char>) -> bool {
    next.is_some_and(|n| ",.;:!?)".contains(n))
}

fn ideograph(c: char) -> bool {
    matches!(u32::from(c), 0x3000..=0x30FF | 0x3400..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0xFF00..=0xFF60)
}

/// Whether what stands behind an apostrophe is a word that lost its beginning (`'90s`, `'em`).
fn elided(rest: &str) -> bool {
    let word: String = rest.chars().take_while(|c| c.is_alphanumeric()).take(8).collect();
    let years =
        word.len() >= 2 && word[..].starts_with(|c: char| c.is_ascii_digit()) && word.trim_end_matches('s').len() == 2;
    let lower = word.to_lowercase();
    years && !rest[word.len()..].starts_with([',', '.', '%']) || WordSet::Elided.has(&lower)
}

/// Whether a single mark that opens at mark `n` has one that closes it.
fn closing_follows(text: &str, marks: &[Mark], n: usize) -> bool {
    let Some(mark) = marks.get(n) else { return false };
    if mark.shape == Shape::SingleCurly && text[..mark.span.start()].trim().is_empty() {
        // British style opens every paragraph of a long quotation and closes only the last.
        return true;
    }
    marks[n + 1..].iter().take(64).any(|m| m.shape == mark.shape && m.closes)
}

/// Whether a mark that closes may be part of a word or of a measure.
fn may_be_inner(mark: &Mark) -> bool {
    mark.weak && (single(mark.shape) || matches!(mark.shape, Shape::Straight | Shape::Curly))
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
        if m.closes && (single(m.shape) || !m.weak) {
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
