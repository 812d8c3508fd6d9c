//! Turns of transcripts and interviews: a name, a colon, and what that person says.

use rustc_hash::FxHashSet;
use std::sync::LazyLock;

use super::opener::Opener;
use super::particle::particle;
use super::table::rows;
use super::{Block, BlockKind, Span};

/// The words before a colon that may name who has the turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// The label without its colon or stop, in the text.
    pub span: Span,
    /// What it looks like.
    pub shape: Shape,
}

/// What a label looks like, which tells how much more is needed to trust it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `Q` or `A` with a colon, or `Q` with a stop.
    Letter,
    /// `A` with a stop: an initial, unless an interview goes on around it.
    Initial,
    /// `Question` or `Answer` with a colon: one beside the other.
    Spelled,
    /// A name in capitals. Datelines look like it too.
    Capitals,
    /// Two capitals that are a small word too ("AN"): initials beside those of somebody else.
    Pair,
    /// A name in strong type. Keys look like it too.
    Strong,
    /// A name. Titles and the keys of fact boxes look like it too.
    Name,
}

impl Label {
    /// Notes that strong type sets the label apart.
    pub(super) fn stress(&mut self) {
        if self.shape == Shape::Name {
            self.shape = Shape::Strong;
        }
    }
}

/// The longest label, in bytes and words.
const LONGEST: (usize, usize) = (60, 5);

/// Words that people say of themselves and to each other. Advice says "you" as well, and is no speech.
const SPEECH: [&str; 5] = ["I", "we", "my", "our", "me"];
/// Words that people begin an answer with; elsewhere they are anybody's ("asked why no action was taken").
const ANSWERS: [&str; 5] = ["yes", "no", "well", "thank", "thanks"];

/// Labels, and first words of labels, that name no speaker.
static NO_SPEAKER: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| rows(include_str!("no-speaker-labels.tsv")).filter_map(|row| row.first().copied()).collect());

/// Whether words before a colon say what follows and not who speaks ("Obituary", "Photo").
pub(crate) fn names_no_speaker(label: &str) -> bool {
    NO_SPEAKER.contains(&*label.to_lowercase())
}

/// The label that a text begins with, behind a time stamp where there is one.
pub(super) fn label(text: &str) -> Option<Label> {
    let start = stamp(text);
    let words = &text[start..];
    for (letter, stop) in [("Q", Shape::Letter), ("A", Shape::Initial)] {
        let Some(rest) = words.strip_prefix(letter) else { continue };
        let shape = if rest.starts_with(": ") {
            Shape::Letter
        } else if rest.starts_with(". ") {
            stop
        } else {
            continue;
        };
        return Some(Label { span: Span::new(start, start + letter.len()), shape });
    }
    for word in ["Question", "Answer", "QUESTION", "ANSWER"] {
        if words.strip_prefix(word).is_some_and(|rest| rest.starts_with(": ")) {
            return Some(Label { span: Span::new(start, start + word.len()), shape: Shape::Spelled });
        }
    }
    // A transcript that is quoted has a mark before every label.
    let quoted = words.strip_prefix(['"', '“', '„']).filter(|w| name(w).is_some_and(|(n, _)| is_capitals(n)));
    let (start, words) = quoted.map_or((start, words), |inner| (text.len() - inner.len(), inner));
    let (name, rest) = name(words)?;
    if rest.trim_start().is_empty() {
        return None;
    }
    let shape = match name {
        _ if is_pair(name) && Opener::of(name).is_some() => Shape::Pair,
        _ if is_capitals(name) => Shape::Capitals,
        _ => Shape::Name,
    };
    Some(Label { span: Span::new(start, start + name.len()), shape })
}

/// Whether a line is a label in capitals and nothing else.
pub(super) fn is_label_alone(line: &str) -> bool {
    name(&line[stamp(line)..]).is_some_and(|(name, rest)| rest.is_empty() && is_capitals(name))
}

/// Makes turns of the blocks with a label that can be trusted: beside another, or before words that are spoken.
pub(super) fn mark(blocks: &mut [Block], labels: &[Option<Label>]) {
    /// How many blocks away a label counts as beside, and the same label as the same speaker's.
    const NEAR: (usize, usize) = (2, 8);
    /// So many others that have a label make a round-up, and no exchange of two.
    const ROUND_UP: usize = 2;
    let spoken: Vec<bool> = labels
        .iter()
        .zip(blocks.iter())
        .map(|(label, block)| {
            label.is_some_and(|l| is_spoken(block.prose.text().get(l.span.end()..).unwrap_or_default()))
        })
        .collect();
    for i in 0..blocks.len().min(labels.len()) {
        let Some(label) = labels[i] else { continue };
        if !matches!(blocks[i].kind, BlockKind::Paragraph | BlockKind::Heading) {
            continue;
        }
        let around = |n: usize| (i.saturating_sub(n)..labels.len().min(i + n + 1)).filter(move |&j| j != i);
        let beside = || around(NEAR.0).filter(|&j| labels[j].is_some());
        let text = |j: usize| labels[j].map(|l: Label| l.span.of(blocks[j].prose.text()));
        let talks = || {
            let again = || around(NEAR.1).any(|j| text(j) == text(i)) && around(NEAR.1).any(|j| spoken[j]);
            beside().next().is_some() && (spoken[i] || beside().any(|j| spoken[j]) || again())
        };
        let turn = match label.shape {
            Shape::Letter => true,
            Shape::Initial => {
                beside().any(|j| labels[j].is_some_and(|l| matches!(l.shape, Shape::Letter | Shape::Initial)))
            }
            Shape::Spelled => {
                beside().any(|j| labels[j].is_some_and(|l| l.shape == Shape::Spelled) && text(j) != text(i))
            }
            Shape::Capitals => {
                let alike = |j: usize| labels[j].is_some_and(|l| matches!(l.shape, Shape::Letter | Shape::Capitals));
                // Of the reports of a round-up, each has a label of its own (“FRAUD: A man was …”), and none is spoken.
                let near = || around(NEAR.1).filter(|&j| labels[j].is_some());
                // Of one place (“DORN: A man was …”), all have the same.
                let others = near().any(|j| text(j) != text(i));
                let again = || near().any(|j| near().any(|k| k != j && text(k) == text(j)) || text(j) == text(i));
                let talk = near().any(|j| spoken[j]) || others && (near().count() < ROUND_UP || again());
                spoken[i] || blocks[i].kind == BlockKind::Paragraph && beside().any(alike) && talk || talks()
            }
            Shape::Pair => {
                let other = |j: usize| text(j) != text(i) && text(j).is_some_and(is_pair);
                beside().any(|j| other(j) && spoken[j])
            }
            Shape::Strong => spoken[i] || talks(),
            Shape::Name => (spoken[i] || blocks[i].kind == BlockKind::Paragraph) && talks(),
        };
        if turn {
            blocks[i].kind = BlockKind::Turn;
            blocks[i].label = Some(label.span);
        }
    }
}

/// The name before the colon, and what stands behind it.
fn name(words: &str) -> Option<(&str, &str)> {
    let head = &words[..words.floor_char_boundary(LONGEST.0)];
    let (colon, mark) = head.char_indices().find(|(_, c)| matches!(c, ':' | '：'))?;
    let (name, rest) = (&words[..colon], &words[colon + mark.len_utf8()..]);
    if name.trim() != name || !(rest.is_empty() || rest.starts_with(char::is_whitespace)) {
        return None;
    }
    let mut count = 0;
    for word in name.split_whitespace() {
        count += 1;
        let letters = word.trim_start_matches('(');
        let fits = letters.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() && count > 1)
            || count > 1 && (particle(letters).is_some() || matches!(letters, "of" | "the"))
            || word.starts_with('(');
        if !fits || word.contains(['"', '“', '”', '?', '!']) {
            return None;
        }
    }
    let first = name.split_whitespace().next()?.trim_end_matches('.').to_lowercase();
    // Weekdays, months and function words begin no name, but "THE COURT" speaks.
    let known =
        |label: &str| NO_SPEAKER.contains(label) || label != "the" && Opener::of(label).is_some() && !is_pair(name);
    if name.contains(',') && name.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let speaker =
        count <= LONGEST.1 && name.starts_with(char::is_uppercase) && !known(&first) && !known(&name.to_lowercase());
    speaker.then_some((name, rest))
}

/// Two capitals and nothing else.
fn is_pair(name: &str) -> bool {
    name.chars().count() == 2 && name.chars().all(char::is_uppercase)
}

fn is_capitals(name: &str) -> bool {
    let bare = name.split('(').next().unwrap_or_default();
    bare.chars().filter(|c| c.is_alphabetic()).nth(1).is_some() && !bare.contains(char::is_lowercase)
}

/// The bytes of a time stamp (`[00:01:23]`, `10:42`) before a label, with the blanks behind it.
fn stamp(text: &str) -> usize {
    let digits = text.trim_start_matches(['[', '(']);
    let rest = digits.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':' || c == '.');
    let time = &digits[..digits.len() - rest.len()];
    if !time.contains(':') || !time.ends_with(|c: char| c.is_ascii_digit()) {
        return 0;
    }
    let rest = rest.trim_start_matches([']', ')']);
    let name = rest.trim_start_matches([' ', '\t', '-', '–']);
    if name.len() < rest.len() { text.len() - name.len() } else { 0 }
}

/// Whether words behind a label sound like speech: a question, or somebody's I, we or you outside quotation marks.
fn is_spoken(words: &str) -> bool {
    const HEARD: usize = 16;
    let words = words.trim_start_matches([':', '.', '：', ' ']);
    let mut heard = words.split_whitespace().take(HEARD).take_while(|w| !w.contains(['"', '“', '‘', '«', '„']));
    let bare = |w: &'_ str| w.trim_matches(|c: char| c.is_ascii_punctuation() && c != '\'').to_owned();
    let is_one_of = |list: &[&str], w: &str| list.iter().any(|s| s.eq_ignore_ascii_case(&bare(w)));
    words.ends_with('?')
        || words.split_whitespace().next().is_some_and(|w| is_one_of(&ANSWERS, w))
        // "I'll" and "we've" too.
        || heard.any(|w| w.split(['\'', '’']).next().is_some_and(|w| is_one_of(&SPEECH, w)))
}
