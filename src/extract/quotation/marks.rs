//! The marks that may be quotation marks: their shapes, and by what stands on both sides of each what it may do.

use std::cell::LazyCell;
use std::ops::Range;

use crate::extract::lexicon::WordSet;
use crate::text::Span;

/// The shape of a mark. Two marks pair within a shape; double ones of different shapes where no better partner is near.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
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
    pub fn mixes(self) -> bool {
        matches!(self, Self::Straight | Self::Curly | Self::Doubled)
    }

    /// Whether it is a single mark that may be an apostrophe.
    pub fn is_single(self) -> bool {
        matches!(self, Self::Apostrophe | Self::SingleCurly)
    }

    /// The shape of the mark that a text begins with, and how many bytes it has.
    fn read(text: &str) -> Option<(Self, usize)> {
        let c = text.chars().next()?;
        let shape = match c {
            '\'' if text.starts_with("''") && !text.starts_with("'''") => return Some((Self::Doubled, 2)),
            '`' if text.starts_with("``") && !text.starts_with("```") => return Some((Self::Doubled, 2)),
            '‘' if text.starts_with("‘‘") => return Some((Self::Doubled, 6)),
            '’' if text.starts_with("’’") => return Some((Self::Doubled, 6)),
            '"' | '＂' => Self::Straight,
            '“' | '”' | '„' | '‟' => Self::Curly,
            '\'' => Self::Apostrophe,
            '‘' | '’' | '‚' | '‛' => Self::SingleCurly,
            '«' | '»' => Self::Guillemet,
            '‹' | '›' => Self::SingleGuillemet,
            '「' | '」' => Self::Corner,
            '『' | '』' => Self::WhiteCorner,
            _ => return None,
        };
        Some((shape, c.len_utf8()))
    }
}

/// A mark where it stands.
pub(super) struct Mark {
    pub span: Span,
    pub shape: Shape,
    pub opens: bool,
    pub closes: bool,
    /// Whether it may be something else: an apostrophe behind a letter, an inch mark behind a digit.
    pub weak: bool,
    /// Whether blanks stand on both sides, so that its place tells no direction.
    pub loose: bool,
}

impl Mark {
    /// Whether, where it closes, it may be part of a word or of a measure.
    pub fn may_be_inner(&self) -> bool {
        self.weak && (self.shape.is_single() || matches!(self.shape, Shape::Straight | Shape::Curly))
    }
}

const OPENERS: &str = "([{<—–-/*_~…:\"'“‘«‹„‚「『¿¡`";

/// Reads the marks of a text in order, with what each may do.
pub(super) fn marks(text: &str) -> Vec<Mark> {
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
        let Some((shape, len)) = Shape::read(&text[i..]) else { continue };
        skip = i + len;
        if matches!(c, '«' | '»' | '‹' | '›') && arrow(text, i..skip, &angular) {
            continue;
        }
        let sides = Sides::of(previous, &text[skip..]);
        let (opens, closes) = match shape {
            Shape::Straight => sides.straight(),
            Shape::Doubled if c != '‘' && c != '’' && c != '`' => sides.straight(),
            Shape::Doubled => (c != '’', c == '’'),
            Shape::Apostrophe => sides.apostrophe(),
            _ => sides.directed(c),
        };
        let spaced = previous.is_none_or(|p| p == ' ') && !sides.inner;
        // `A shelf 16 " deep`
        let measured = second.is_some_and(measures);
        let loose = shape == Shape::Straight && spaced && sides.next.is_some() && !measured;
        let opens = opens || loose;
        let weak = match shape {
            Shape::Straight | Shape::Curly => c != '“' && (previous.is_some_and(measures) || spaced && measured),
            _ => shape.is_single() && previous.is_some_and(|p| "sSxzn".contains(p)),
        };
        out.push(Mark { span: Span::new(i, skip), shape, opens, closes, weak, loose });
    }
    out
}

/// What stands on both sides of a mark.
struct Sides<'a> {
    previous: Option<char>,
    next: Option<char>,
    behind: &'a str,
    /// Whether a word or the text may begin with the mark.
    starts: bool,
    /// Whether a word or the text may end with the mark.
    ends: bool,
    /// Whether no blank stands behind it.
    inner: bool,
}

impl<'a> Sides<'a> {
    fn of(previous: Option<char>, behind: &'a str) -> Self {
        let next = behind.chars().next();
        let starts = previous.is_none_or(|p| p.is_whitespace() || OPENERS.contains(p) || ideograph(p));
        let ends = next.is_none_or(|n| !n.is_alphanumeric() || ideograph(n));
        Self { previous, next, behind, starts, ends, inner: next.is_some_and(|n| !n.is_whitespace()) }
    }

    /// Whether something that is no blank stands before it.
    fn joined(&self) -> bool {
        self.previous.is_some_and(|p| !p.is_whitespace())
    }

    /// Whether a mark whose shape says where it points may open a quotation, and whether it may close one.
    fn directed(&self, c: char) -> (bool, bool) {
        let Self { previous, next, behind, starts, ends, inner } = *self;
        match c {
            '」' | '』' => (false, true),
            '“' => (starts || !ends, !starts && ends),
            '”' => (starts && inner && !ends, previous.is_some()),
            '‘' => (starts && inner && !elided(behind), !starts && ends),
            '’' => (false, !starts && ends || previous.is_some_and(|p| "”\"»…".contains(p))),
            // A French space may stand inside: the shape decides, its place only where it points the wrong way.
            '«' | '‹' => (starts || !ends || next.is_some_and(char::is_whitespace), !starts && ends),
            '»' | '›' => (starts && !ends, true),
            _ => (true, false),
        }
    }

    /// The same of an apostrophe.
    fn apostrophe(&self) -> (bool, bool) {
        let measure = self.previous.is_some_and(|p| p.is_ascii_digit()) && !self.ends;
        let opens = self.starts && self.inner && !ends_like_close(self.next) && !elided(self.behind);
        (opens, !measure && self.joined() && self.ends)
    }

    /// The same of a mark that has one shape for both.
    fn straight(&self) -> (bool, bool) {
        if self.previous.is_some_and(measures) && !self.ends {
            return (false, false);
        }
        match (self.starts && self.inner, self.joined() && self.ends) {
            (false, false) => {
                (self.previous.is_none_or(char::is_whitespace) && self.inner, !self.inner || self.joined())
            }
            sure => sure,
        }
    }
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
