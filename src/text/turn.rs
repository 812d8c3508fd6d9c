//! Turns of transcripts and interviews: a name, a colon, and what that person says.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::{Block, BlockKind, Span};

/// The words before a colon that may name who has the turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// The label without its colon or stop, in the line.
    pub span: Span,
    /// Whether its shape alone tells: capitals, or the Q and A of an interview.
    pub certain: bool,
}

/// The longest label, in bytes and words.
const LONGEST: (usize, usize) = (60, 5);

/// First words of labels that name no speaker.
static NO_SPEAKER: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let rows = include_str!("no-speaker-labels.tsv").lines().skip(1);
    rows.map(str::trim).filter(|l| !l.is_empty()).collect()
});

/// The label that a line begins with.
pub(super) fn label(line: &str) -> Option<Label> {
    for letter in ["Q", "A"] {
        if let Some(rest) = line.strip_prefix(letter)
            && (rest.starts_with(": ") || rest.starts_with(". "))
        {
            return Some(Label { span: Span::new(0, 1), certain: true });
        }
    }
    let head = &line[..line.floor_char_boundary(LONGEST.0)];
    let colon = head.find([':', '：'])?;
    let name = &line[..colon];
    let behind = &line[colon + line[colon..].chars().next().map_or(1, char::len_utf8)..];
    if !behind.starts_with(char::is_whitespace) || behind.trim().is_empty() || name.trim() != name {
        return None;
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let first = words.first()?.trim_end_matches('.').to_lowercase();
    let named = |w: &&str| {
        let letters = w.trim_start_matches(['(', '"']);
        letters.chars().next().is_some_and(char::is_uppercase)
            || ["de", "la", "van", "von", "der", "bin", "al", "of", "the"].contains(&letters)
    };
    if words.len() > LONGEST.1
        || !words.iter().all(named)
        || NO_SPEAKER.contains(first.as_str())
        || NO_SPEAKER.contains(name.to_lowercase().as_str())
    {
        return None;
    }
    let capitals = name.chars().filter(|c| c.is_alphabetic()).count() >= 2 && !name.chars().any(char::is_lowercase);
    Some(Label { span: Span::new(0, colon), certain: capitals })
}

/// Makes turns of the paragraphs with a label: those whose label is certain, and those beside another.
pub(super) fn mark(blocks: &mut [Block], labels: &[Option<Label>]) {
    for i in 0..blocks.len().min(labels.len()) {
        let Some(label) = labels[i] else { continue };
        let near = |j: usize| j != i && labels.get(j).is_some_and(Option::is_some);
        let neighbour = near(i + 1) || near(i + 2) || i > 0 && near(i - 1) || i > 1 && near(i - 2);
        if blocks[i].kind != BlockKind::Paragraph && blocks[i].kind != BlockKind::Heading
            || !(label.certain || neighbour)
        {
            continue;
        }
        blocks[i].kind = BlockKind::Turn;
        blocks[i].label = Some(label.span);
    }
}
