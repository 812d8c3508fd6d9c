//! What a line is beside its neighbours.

use std::sync::LazyLock;

use regex::Regex;

use super::BoilerplateKind;
use super::evidence::{Evidence, Strength, evidence};
use super::line::Line;

/// What a line is taken for, and why.
#[derive(Clone, Copy, Debug)]
pub(super) struct Verdict {
    /// What it is.
    pub kind: BoilerplateKind,
    /// How sure that is, 0 to 1.
    pub score: f32,
    /// What it rests on.
    pub ground: Ground,
}

/// What a verdict rests on.
#[derive(Clone, Copy, Debug)]
pub(super) enum Ground {
    /// This many first bytes of the line's text.
    Words(usize),
    /// These words, and the furniture before and behind it.
    Neighbours(usize),
    /// The furniture before and behind it alone.
    Between,
    /// The line with this index, under which it stands.
    Under(usize),
    /// A phrase of the user's settings, by its index.
    Phrase(usize),
}

/// Judges every line; lines without a verdict are the article's.
///
/// `phrases` are the user's, folded like the lines.
pub(super) fn judge(lines: &[Line<'_>], phrases: &[String]) -> Vec<Option<Verdict>> {
    let signs: Vec<Option<Evidence>> = lines.iter().map(|l| l.open.then(|| evidence(l)).flatten()).collect();
    let mut out: Vec<Option<Verdict>> = signs.iter().map(|s| alone(*s)).collect();
    user_phrases(lines, phrases, &mut out);
    runs(lines, &signs, &mut out);
    teasers(lines, &signs, &mut out);
    between(lines, &signs, &mut out);
    out
}

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

/// A phrase of the user's marks a line that is the phrase, or a short line that holds it.
fn user_phrases(lines: &[Line<'_>], phrases: &[String], out: &mut [Option<Verdict>]) {
    if phrases.iter().all(String::is_empty) {
        return;
    }
    for (line, verdict) in lines.iter().zip(out) {
        if !line.open || line.words > 40 {
            continue;
        }
        let hit = phrases.iter().position(|p| !p.is_empty() && holds(&line.key, p));
        if let Some(i) = hit {
            *verdict = Some(Verdict { kind: BoilerplateKind::Other, score: 1.0, ground: Ground::Phrase(i) });
        }
    }
}

/// Whether `phrase` stands in `key` at borders of words.
fn holds(key: &str, phrase: &str) -> bool {
    key.match_indices(phrase).any(|(i, _)| {
        !key[..i].ends_with(char::is_alphanumeric) && !key[i + phrase.len()..].starts_with(char::is_alphanumeric)
    })
}

fn sure(verdict: &Option<Verdict>) -> bool {
    verdict.is_some_and(|v| v.score >= super::SHOWN)
}

/// Likely and weak lines that stand together, or beside sure ones.
fn runs(lines: &[Line<'_>], signs: &[Option<Evidence>], out: &mut [Option<Verdict>]) {
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

fn settle(lines: &[Line<'_>], signs: &[Option<Evidence>], out: &mut [Option<Verdict>], start: usize, mut end: usize) {
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
    while end > start && weight(end - 1) < 2 && lines.get(end).is_some_and(Line::prose) {
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

/// A byline or a time stamp: a draft has them too.
fn dated(sign: Option<Evidence>) -> bool {
    sign.is_some_and(|s| matches!(s.kind, BoilerplateKind::Byline | BoilerplateKind::Timestamp))
}

/// A long copyright notice: it may be the last paragraph of an agency's text.
fn notice(sign: Option<Evidence>) -> bool {
    sign.is_some_and(|s| s.kind == BoilerplateKind::Copyright && s.strength == Strength::Likely)
}

/// Titles under "Related stories".
fn teasers(lines: &[Line<'_>], signs: &[Option<Evidence>], out: &mut [Option<Verdict>]) {
    let mut i = 0;
    while i < lines.len() {
        let head = i;
        i += 1;
        if !sure(&out[head]) || !opens_list(&lines[head]) {
            continue;
        }
        let mut end = i;
        let mut last = i;
        while end < lines.len() && end - head <= LONGEST_LIST && lines[end].open && !dated(signs[end]) {
            if !sure(&out[end]) && !lines[end].title() {
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
    let heads = r"^(?:related|most (?:popular|read|viewed|shared|e-?mailed|commented|recent|watched|discussed)|popular (?:stories|articles|posts|now)|trending|recommended|you (?:may|might)|people also|others also|readers also|more (?:stories|news|headlines|articles|like this|to explore|top stories|for you|on this|from|in|on|\w+ (?:news|headlines|stories))|latest (?:news|stories|articles|headlines|posts|videos|in|from)|recent (?:stories|articles|posts|news)|top (?:stories|news|headlines)|read (?:next|more|also)|also (?:read|on|in)|see also|(?:in )?other (?:news|stories|top)|today's most|don't miss|must reads?|in case you missed|we recommend|from (?:around )?the (?:web|archives)|stories (?:for you|you)|what to read next|featured (?:stories|articles|news)|next up|up next)";
    Regex::new(heads).expect("a fixed pattern")
});

/// Whether a list of other articles may follow: the line is a label and no title itself.
fn opens_list(line: &Line<'_>) -> bool {
    line.words <= 6 && !line.closed && LIST_HEAD.is_match(&line.key)
}

/// Short lines with furniture right before and right behind.
fn between(lines: &[Line<'_>], signs: &[Option<Evidence>], out: &mut [Option<Verdict>]) {
    for i in 1..lines.len() {
        let line = &lines[i];
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
const LONGEST_BETWEEN: usize = 8;
