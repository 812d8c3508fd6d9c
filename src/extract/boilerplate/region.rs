//! What a line is beside its neighbours, by the signs that they show.

use std::sync::LazyLock;

use regex::Regex;

use super::BoilerplateKind;
use super::evidence::{Evidence, Strength, heads_list};
use super::line::Line;
use super::shape::Shape;
use super::verdict::{Ground, Verdict};
use crate::extract::lexicon;

/// What the phrases and patterns say of every line, and of lines beside such lines.
pub(super) fn by_signs(lines: &[&Line]) -> Vec<Option<Verdict>> {
    let signs: Vec<Option<Evidence>> = lines.iter().map(|l| l.sign).collect();
    let mut out: Vec<Option<Verdict>> = signs.iter().map(|s| alone(*s)).collect();
    runs(lines, &signs, &mut out);
    teasers(lines, &signs, &mut out);
    between(lines, &signs, &mut out);
    out
}

/// A verdict with less is only a hint.
pub(super) const SHOWN: f32 = 0.7;

/// A line that is furniture wherever it stands; others are remembered with a low score.
fn alone(sign: Option<Evidence>) -> Option<Verdict> {
    let sign = sign?;
    let score = match sign.strength {
        Strength::Sure => 0.95,
        Strength::Likely => 0.5,
        Strength::Weak => 0.2,
    };
    Some(Verdict { kind: sign.kind, score, ground: Ground::Words(sign.shown) })
}

fn sure(verdict: &Option<Verdict>) -> bool {
    verdict.is_some_and(|v| v.score >= SHOWN)
}

/// Likely and weak lines that stand together, or beside sure ones.
fn runs(lines: &[&Line], signs: &[Option<Evidence>], out: &mut [Option<Verdict>]) {
    let mut start = 0;
    while start < lines.len() {
        if signs[start].is_none() && !sure(&out[start]) {
            start += 1;
            continue;
        }
        let mut end = start;
        while end < lines.len() && (signs[end].is_some() || sure(&out[end])) {
            end += 1;
        }
        settle(lines, signs, out, start, end);
        start = end;
    }
}

/// How much furniture must stand in a run for its lesser lines to go with it.
const ENOUGH: usize = 4;

fn settle(lines: &[&Line], signs: &[Option<Evidence>], out: &mut [Option<Verdict>], start: usize, mut end: usize) {
    let weight = |i: usize| match signs[i].map(|s| s.strength) {
        _ if sure(&out[i]) => 4,
        _ if dated(signs[i]) || notice(signs[i]) => 0,
        Some(Strength::Likely) => 2,
        Some(_) => 1,
        None => 0,
    };
    let total: usize = (start..end).map(weight).sum();
    let strong = (start..end).filter(|&i| weight(i) >= 2).count();
    if total < ENOUGH || strong == 0 || end - start < 2 {
        return;
    }
    // A weak line right before a paragraph may be its heading.
    while end > start && weight(end - 1) < 2 && lines.get(end).is_some_and(|l| l.prose) {
        end -= 1;
    }
    let chosen: Vec<usize> =
        (start..end).filter(|&i| !sure(&out[i]) && !dated(signs[i]) && !notice(signs[i])).collect();
    for i in chosen {
        let Some(sign) = signs[i] else { continue };
        let score = if sign.strength == Strength::Likely { 0.85 } else { 0.75 };
        out[i] = Some(Verdict { kind: sign.kind, score, ground: Ground::Neighbours(sign.shown) });
    }
}

/// A byline or a time stamp that a draft may have too.
fn dated(sign: Option<Evidence>) -> bool {
    sign.is_some_and(Evidence::dates)
}

/// A long copyright notice: it may be the last paragraph of an agency's text.
fn notice(sign: Option<Evidence>) -> bool {
    sign.is_some_and(|s| s.kind == BoilerplateKind::Copyright && s.strength == Strength::Likely)
}

/// Titles under "Related stories".
fn teasers(lines: &[&Line], signs: &[Option<Evidence>], out: &mut [Option<Verdict>]) {
    let mut i = 0;
    while i < lines.len() {
        let head = i;
        i += 1;
        if !sure(&out[head]) || !lines[head].opens_list {
            continue;
        }
        let mut end = i;
        let mut last = i;
        while end < lines.len() && end - head <= LONGEST_LIST && lines[end].open && !dated(signs[end]) {
            if !sure(&out[end]) && !lines[end].title {
                break;
            }
            end += 1;
            if sure(&out[end - 1]) {
                last = end;
            }
        }
        // Before a paragraph or a byline the last title may be the heading of what follows.
        let titles = match lines.get(end) {
            None => i..end,
            Some(_) => i..last.max(end.saturating_sub(1)),
        };
        for k in titles {
            if !sure(&out[k]) {
                out[k] = Some(Verdict { kind: BoilerplateKind::RelatedLink, score: 0.8, ground: Ground::Under(head) });
            }
        }
        i = end.max(i);
    }
}

/// A longer list of titles is the article's own.
const LONGEST_LIST: usize = 14;

/// Heads of lists of other articles.
static LIST_HEAD: LazyLock<Regex> = LazyLock::new(|| {
    let heads: Vec<&str> = lexicon::rows(include_str!("../lexicon/boilerplate_list_heads.tsv")).map(|r| r[0]).collect();
    Regex::new(&format!("^(?:{})", heads.join("|"))).expect("the patterns are fixed and tested")
});

/// Whether a list of other articles may follow: the line is a label and no title itself.
pub(super) fn opens_list(line: &Shape<'_>) -> bool {
    line.words <= 8 && !line.closed() && heads_list(line)
        || line.words <= 6 && !line.closed() && LIST_HEAD.is_match(&line.key)
}

/// Short lines with furniture right before and right behind.
fn between(lines: &[&Line], signs: &[Option<Evidence>], out: &mut [Option<Verdict>]) {
    for i in 1..lines.len() {
        let line = lines[i];
        if sure(&out[i])
            || dated(signs[i])
            || !line.open
            || line.heading && signs[i].is_none()
            || !notice(signs[i]) && (line.words > LONGEST_BETWEEN || line.closed)
        {
            continue;
        }
        if sure(&out[i - 1]) && (out.get(i + 1).is_some_and(sure) || notice(signs[i])) {
            let kind = signs[i].map_or(BoilerplateKind::Other, |s| s.kind);
            out[i] = Some(Verdict { kind, score: 0.72, ground: Ground::Between });
        }
    }
}

/// A line of more words between furniture may be the article's.
const LONGEST_BETWEEN: u16 = 8;
