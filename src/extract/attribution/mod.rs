//! Who is said to say what, within one block.

mod ahead;
mod alias;
mod apposition;
mod aside;
mod combine;
mod coordinated;
mod cue;
mod direct;
mod doer;
mod edges;
mod embedded;
mod extent;
mod fitted;
mod front;
mod hearer;
mod indirect;
pub(super) mod led;
mod naming;
mod next_clause;
mod no_report;
mod noun_phrase;
mod overlap;
mod parenthetical;
mod passive;
mod phrase;
mod pointing;
mod post;
mod presented;
mod relative;
mod source;
mod stamp;
mod subject;
mod titled;
mod uncued;
mod voice;
mod words;

use std::sync::LazyLock;

use super::lexicon::{self, Closed};
use super::model::Tagging;
use super::{BlockExtraction, QuoteKind, mention};
use crate::text::{Block, BlockKind, Span, names_no_speaker};
pub(super) use post::{account, words as post_words};
pub(crate) use voice::Voice;
use words::Words;

/// A content with its cue and source, as one block tells them. Spans count bytes of the block's prose and are sorted.
///
/// Quotation marks, and a comma or stop inside them, belong to the content; an introducing colon belongs to the cue.
/// A source has the title and apposition that stand with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// Whether the words are quoted, reported or both.
    pub kind: QuoteKind,
    /// What is said.
    pub content: Vec<Span>,
    /// The words that attribute; empty for a quotation that stands alone.
    pub cue: Vec<Span>,
    /// The words that name who; empty where none do.
    pub source: Vec<Span>,
    /// Whether it is one in any kind of text: quoted words, or a clause behind a verb that reports. Others are in news
    /// what reporters tell of somebody's stand, and elsewhere mostly deeds and thoughts.
    pub plain: bool,
    /// Whether it tells what somebody does or wants more than what they say ("plans to build", "did not respond to it").
    pub deed: bool,
}

impl Attribution {
    /// One that holds in any kind of text.
    fn new(kind: QuoteKind, content: Vec<Span>, cue: Vec<Span>, source: Vec<Span>) -> Self {
        Self { kind, content, cue, source, plain: true, deed: false }
    }

    /// Direct speech.
    fn direct(content: Span, cue: Vec<Span>, source: Vec<Span>) -> Self {
        Self::new(QuoteKind::Direct, vec![content], cue, source)
    }
}

/// Who is about to speak where a block ends with a colon ("He said:"). Spans count bytes of the block's prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Introduction {
    /// The words that attribute, with the colon.
    pub cue: Vec<Span>,
    /// The words that name who.
    pub source: Vec<Span>,
}

/// Finds who is about to speak in the block behind this one.
pub(super) fn introduction(text: &str, part: &BlockExtraction) -> Option<Introduction> {
    if !text.ends_with([':', '：']) {
        return None;
    }
    let words = Words::new(text, part, None);
    let colon = words.len().checked_sub(1)?;
    let cues = cue::find(&words);
    let Some((n, who)) = ahead::introduced(&words, &cues, colon) else {
        let (cue, who) = presented::presented(&words, colon)?;
        return Some(Introduction { cue: vec![words.cover(cue), words.span(colon)], source: vec![words.cover(who)] });
    };
    let group = cues[n].group.clone();
    let cue = if group.end == colon { group.start..colon + 1 } else { group };
    let source = who.into_iter().map(|r| words.cover(r)).collect();
    Some(Introduction { cue: vec![words.cover(cue)], source })
}

/// Whether the models are asked about a block: of turns and questions it is plain who speaks.
pub(super) fn asks_models(block: &Block) -> bool {
    !matches!(block.kind, BlockKind::Turn | BlockKind::Question)
}

/// What a turn, a question or a post attributes, of which it is plain who speaks; `None` of any other block.
fn spoken(block: &Block) -> Option<Vec<Attribution>> {
    let text = block.prose.text();
    match (block.kind, block.label) {
        (BlockKind::Turn, Some(label)) => Some(turn(text, label).into_iter().collect()),
        (BlockKind::Turn, None) => {
            let content = Span::new(0, text.len()).trim(text);
            Some(vec![Attribution::direct(content, Vec::new(), Vec::new())])
        }
        (BlockKind::Question, _) => Some(Vec::new()),
        _ => post::post(text).map(|post| vec![post]),
    }
}

/// Finds the direct speech of a block without asking the models, in the order of its content.
pub(super) fn direct_speech(block: &Block, part: &BlockExtraction) -> Vec<Attribution> {
    if let Some(spoken) = spoken(block) {
        return spoken;
    }
    if part.quotations.outer.is_empty() {
        return Vec::new();
    }
    let words = Words::new(block.prose.text(), part, None);
    let cues = cue::find(&words);
    let mut out = Vec::new();
    let mut speeches = direct::speeches(&words);
    direct::attribute(&words, &cues, &mut speeches, &mut out, &mut vec![false; cues.len()]);
    naming::settle(&words, &speeches, &mut out);
    embedded::widen(&words, &cues, &speeches, &mut out);
    out.retain(|a| a.kind == QuoteKind::Direct);
    settle(block, part, &words, &mut out);
    out
}

/// Finds the attributions of a block, in the order of their content.
pub(super) fn attributions(block: &Block, part: &BlockExtraction, tagging: &Tagging) -> Vec<Attribution> {
    let text = block.prose.text();
    if let Some(spoken) = spoken(block) {
        return spoken;
    }
    let words = Words::new(text, part, Some(tagging));
    let cues = cue::find(&words);
    let mut speeches = direct::speeches(&words);
    let mut used = vec![false; cues.len()];
    let mut out = Vec::new();
    direct::attribute(&words, &cues, &mut speeches, &mut out, &mut used);
    indirect::attribute(&words, &cues, &used, &mut out);
    out.retain(|a| block.kind != BlockKind::Heading || !a.source.is_empty());
    for speech in speeches.iter().filter(|s| s.taken.is_none()) {
        let reported = out.iter().any(|a| a.content.iter().any(|c| c.covers(speech.span)));
        if !reported && let Some(a) = indirect::characterised(&words, speech.tokens.clone(), &out) {
            // A second quotation behind the same verb is more of the same content.
            match out.iter_mut().find(|o| o.cue == a.cue) {
                Some(same) => same.content = a.content,
                None => out.push(a),
            }
        }
    }
    for a in out.iter_mut().filter(|a| a.kind == QuoteKind::Indirect) {
        a.kind = fitted::kind(text, part, &a.content);
    }
    let heading = block.kind == BlockKind::Heading;
    let told = |a: &Attribution| {
        !about_naming(text, a)
            && !is_a_kicker(text, a)
            && !no_report::is_no_report(&words, a)
            && !a.content.iter().all(|c| words.tokens(*c).all(|i| words.alias(i)))
    };
    out.retain(told);
    let mut fitted = fitted::attributions(text, part, tagging, heading);
    fitted.retain(told);
    fitted.iter_mut().for_each(|a| passive::without_hearer(&words, a));
    next_clause::without(&words, &out, &mut fitted);
    // Names and people of whom the block speaks; what else a verb has for its subject may be misread.
    let named = |a: &Attribution| a.source.first().is_some_and(|&s| is_mentioned(part, s));
    let told_by = |cue: Span, source: Span| told_by(&words, cue, source);
    let mut out = combine::combine(text, out, fitted, named, told_by);
    titled::without(&words, &cues, &speeches, &mut out);
    naming::settle(&words, &speeches, &mut out);
    embedded::widen(&words, &cues, &speeches, &mut out);
    out.iter_mut().for_each(|a| passive::settle(&words, a));
    passive::without_subjects(&mut out);
    coordinated::split(&words, &mut out);
    coordinated::settle(&words, &mut out);
    pointing::settle(&words, &mut out);
    coordinated::further(&words, &mut out);
    settle(block, part, &words, &mut out);
    coordinated::apart(&words, &mut out);
    out.retain(|a| !no_report::is_nobodys(&words, a));
    for a in &mut out {
        (a.plain, a.deed) = (voice::plain(&words, a), voice::deed(&words, a));
    }
    out
}

/// Drops what a heading says on nobody's word, takes where and when it was written out of the sources, and puts the
/// attributions in the order of the text.
fn settle(block: &Block, part: &BlockExtraction, words: &Words<'_>, out: &mut Vec<Attribution>) {
    out.retain(|a| block.kind != BlockKind::Heading || !a.source.is_empty());
    let dateline = mention::dateline(words.text, &part.tokens);
    // "NEW DELHI: The court asked …": where it was written says nothing.
    let written = part.tokens[..dateline].last().map_or(0, |t| t.span.end());
    // "PATIALA: Hundreds of farmers blocked …": a town that no list has is not who speaks further on.
    let label = part.tokens.iter().take_while(|t| shouted(t.span.of(words.text))).count();
    let colon = (1..=3).contains(&label) && words.word(label) == ":";
    let headed = |a: &Attribution| colon && a.cue.first().is_some_and(|c| c.start() > words.span(label).end());
    let town = if colon { words.span(label).start() } else { 0 };
    out.retain(|a| {
        let colon = a.cue.len() == 1 && a.cue[0].of(words.text) == ":";
        !colon || a.source.is_empty() || a.source.iter().any(|s| s.end() > written)
    });
    out.iter_mut().for_each(|a| {
        let written = if headed(a) { written.max(town) } else { written };
        a.source.retain(|s| s.end() > written);
    });
    // "Then, after a pause: “…”": nobody is called a pause.
    let led = |a: &Attribution| {
        let colon = a.cue.iter().all(|c| c.of(words.text).ends_with(':'));
        colon && a.content.first().is_some_and(|&c| led::is_led(words, c))
    };
    for a in out.iter_mut().filter(|a| led(a)) {
        (a.cue, a.source) = (Vec::new(), Vec::new());
    }
    out.iter_mut().for_each(|a| edges::trim(words, part, a, dateline));
    // "OSTROW, May 2 (Wire) - The toll rose, officials said": neither is it said.
    if let Some(mark) = part.tokens.get(dateline).map(|t| t.span).filter(|_| dateline > 0) {
        for content in out.iter_mut().filter_map(|a| a.content.first_mut()) {
            if content.start() < mark.start() && mark.end() < content.end() {
                *content = content.since(mark.end()).trim(words.text);
            }
        }
    }
    out.sort_by_key(|a| (a.content.first().copied(), a.cue.first().copied()));
}

/// A word of two capitals or more.
fn shouted(word: &str) -> bool {
    word.len() > 1 && word.chars().all(char::is_uppercase)
}

/// Whether it tells how somebody speaks, and not what they say: "who asked not to be named".
fn about_naming(text: &str, a: &Attribution) -> bool {
    static REQUESTS: LazyLock<Vec<&str>> =
        LazyLock::new(|| lexicon::rows(include_str!("../lexicon/naming-requests.tsv")).map(|row| row[0]).collect());
    a.kind == QuoteKind::Indirect
        && a.content.first().map(|c| c.of(text)).is_some_and(|c| {
            let name = c.split_whitespace().take(4).any(|w| matches!(w, "name" | "names"));
            let not = c.split_whitespace().take(5).any(|w| matches!(w, "not" | "withheld"));
            let own = ["himself as", "herself as", "themselves as"].iter().any(|s| c.starts_with(s));
            let identifies = a.cue.iter().any(|c| c.of(text).contains("identif") || c.of(text).contains("introduc"));
            c.starts_with("that ") && name && not || own && identifies || REQUESTS.iter().any(|u| c.starts_with(u))
        })
        // "who asked not to be named, put it at “a billion”"
        || a.kind == QuoteKind::Mixed
            && a.content.first().is_some_and(|c| REQUESTS.iter().any(|u| c.of(text).starts_with(u)))
}

/// Whether a cue is a verb of speech and its source the name of a person, who may be described before it and behind a comma:
/// "said co-author Ann Lee, a biologist".
fn told_by(words: &Words<'_>, cue: Span, source: Span) -> bool {
    let verb = words.word(words.token_at(cue.end()).saturating_sub(1));
    let first = words.token_at(source.start());
    // "the head of the union, Ann Lee"
    let role = |i: usize| {
        words.open(i)
            || words.is(i, Closed::DETERMINER)
            || words.comma(i)
            || matches!(words.word(i), "of" | "'" | "’" | "'s" | "’s")
    };
    lexicon::cues().quotes(verb)
        && overlap::mentions(words.part, source).iter().any(|m| {
            let behind = m.span.end() == source.end() || words.comma(words.token_at(m.span.end()));
            let described = (first..words.token_at(m.span.start())).all(role);
            m.names_person(words.text) && behind && described && source.covers(m.span)
        })
}

/// Whether words begin with a mention, an article before it or not.
fn is_mentioned(part: &BlockExtraction, words: Span) -> bool {
    overlap::mentions(part, words)
        .iter()
        .any(|m| m.span.overlaps(words) && m.whole().start() <= words.start() + "the ".len())
}

/// Whether it is the word that says what a piece is, before a colon: "Obituary: Mina Straub, who drew the Alps".
fn is_a_kicker(text: &str, a: &Attribution) -> bool {
    let colon = a.cue.first().is_some_and(|c| c.of(text) == ":");
    colon && a.source.first().is_some_and(|s| names_no_speaker(s.of(text)))
}

/// In whose voice a block is written.
pub(super) fn voice(block: &Block, part: &BlockExtraction) -> Voice {
    if block.kind == BlockKind::Turn { Voice::default() } else { Voice::of(block.prose.text(), part) }
}

/// A turn of a transcript: all of it is said by its label.
fn turn(text: &str, label: Span) -> Option<Attribution> {
    let behind = text.get(label.end()..)?;
    let mark = behind.find([':', '.', '：']).map(|i| label.end() + i)?;
    let end = mark + text[mark..].chars().next().map_or(0, char::len_utf8);
    let content = Span::new(end, text.len()).trim(text);
    let content = Span::new(
        content.start() + (content.of(text).len() - content.of(text).trim_start_matches([':', ' ']).len()),
        content.end(),
    );
    (!content.is_empty()).then(|| Attribution::direct(content, vec![Span::new(mark, end)], vec![label]))
}
