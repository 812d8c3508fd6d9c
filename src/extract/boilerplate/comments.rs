//! Readers' comments: running text that belongs to nobody at the paper.

use super::BoilerplateKind::{self, Byline, Comment, CommentForm, Timestamp};
use super::evidence::Strength;
use super::line::Line;
use super::verdict::{AGREED, Ground, LIKELY, Verdict};

/// So many paragraphs may follow the head of one comment.
const PARAGRAPHS: usize = 4;
/// So many lines may stand between the head of a comment and its first paragraph.
const GAP: usize = 2;

/// Marks the comments behind the head of a comment section: paragraphs under a name, a date or a "Reply". They end
/// where paragraphs follow that no such line introduces: there the article goes on.
pub(super) fn comments(lines: &[&Line], out: &mut [Option<Verdict>]) {
    let mut i = 0;
    while i < lines.len() {
        if opens(lines[i]) {
            i = section(lines, i, out);
        } else {
            i += 1;
        }
    }
}

fn kind(line: &Line) -> Option<BoilerplateKind> {
    line.sign.map(|s| s.kind)
}

/// Whether readers' comments may follow.
fn opens(line: &Line) -> bool {
    line.sign.is_some_and(|s| s.strength == Strength::Sure && matches!(s.kind, CommentForm | Comment))
}

/// Whether the line stands above or below a comment: who wrote it, when, and the button to answer.
fn frames(line: &Line) -> bool {
    matches!(kind(line), Some(Comment | CommentForm | Timestamp | Byline))
}

/// Marks the comments of the section that begins at `head`; the line behind the last.
fn section(lines: &[&Line], head: usize, out: &mut [Option<Verdict>]) -> usize {
    let mut framed = None;
    let mut paragraphs = 0;
    let mut found = Vec::new();
    let mut frames_seen = 0;
    let mut end = head + 1;
    for (i, line) in lines.iter().enumerate().skip(head + 1) {
        if frames(line) {
            // Behind a button or a form nobody speaks before the next name or date.
            framed = (kind(line) != Some(CommentForm)).then_some(i);
            paragraphs = 0;
            frames_seen += 1;
            end = i + 1;
            found.push(i);
            continue;
        }
        let text = line.closed || line.prose;
        match framed {
            Some(_) if text && paragraphs < PARAGRAPHS => {
                paragraphs += 1;
                found.push(i);
            }
            Some(f) if !text && i - f <= GAP => found.push(i),
            // The name above a comment, with its date below.
            _ if !text && line.words <= 6 && lines.get(i + 1).is_some_and(|l| frames(l)) => found.push(i),
            _ => break,
        }
        end = i + 1;
    }
    // One frame may be the form itself, or the byline of the next article.
    if frames_seen < 2 {
        return head + 1;
    }
    // Names and buttons of comments leave no doubt; dates alone may be those of a diary.
    let certain = found.iter().filter(|&&i| kind(lines[i]) == Some(Comment)).count() >= 2;
    let least = if certain { AGREED } else { LIKELY };
    for i in found {
        let score = out[i].map_or(least, |v| v.score.max(least));
        let kind = match out[i] {
            Some(v) if lines[i].sign.is_some() => v.kind,
            _ => Comment,
        };
        out[i] = Some(Verdict { kind, score, ground: Ground::Under(head) });
    }
    end
}
