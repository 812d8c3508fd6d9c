//! Sources that are brought in by what they are and named a little later.

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::lexicon::WordSet;
use crate::extract::{Mention, MentionForm, Quote, Speaker, SpeakerKind, lexicon};
use crate::rules::Context;
use crate::text::{Lower, Span};

/// So many sentences behind that of the source are read.
const SENTENCES: usize = 2;

/// Words between which and a name nothing stands, where they name who was brought in.
static NAMES: LazyLock<Regex> = LazyLock::new(|| {
    lexicon::regex(
        r"\b(?:(?:[Hh]is|[Hh]er|[Tt]heir) name (?:is|was) |(?:He|She) (?:is|was) |(?:identified|named) (?:himself |herself )?(?:only )?as |(?:gave|giving) (?:his|her|their) name (?:only )?as )$",
    )
});
/// What stands between the noun called again and a name: “the official, Ann Lee”, “that mother was Ann Lee”.
const BETWEEN: [&str; 7] = [", ", " ", " was ", " is ", " (", " — ", ", named "];
/// What brings in one person.
const ONE: [&str; 4] = ["a", "an", "one", "another"];
/// What calls somebody again.
const AGAIN: [&str; 4] = ["the", "that", "this", "same"];

/// Whether a source with this noun is named behind its words: in its sentence, in those behind it or at the beginning of
/// the next paragraph.
pub(super) fn named(context: &Context<'_>, source: Span, noun: &str) -> bool {
    // Of several, one name names one.
    let one = source.of(context.text).split(' ').next().is_some_and(|w| ONE.contains(&&*w.lower()));
    let Some(at) = context.sentence_at(source.start()).filter(|_| one) else { return false };
    let sentences = &at.part.sentences;
    let here = sentences.partition_point(|s| s.span.start() < at.sentence.span.start());
    let last = (here + SENTENCES).min(sentences.len().saturating_sub(1));
    let stretch = Span::new(at.sentence.span.start(), sentences[last].span.end());
    if names(context, at.index, stretch, source, noun) {
        return true;
    }
    let next = (last + 1 == sentences.len()).then_some(at.index + 1);
    next.is_some_and(|n| {
        let first = context.parts.get(n).and_then(|p| p.sentences.first());
        first.is_some_and(|s| names(context, n, s.span, source, noun)) || led_up_to(context, n, noun)
    })
}

/// Whether a paragraph begins with somebody whom nobody has named before and who says something in its first sentence:
/// the paragraph before led up to them. Who asks not to be named does not come so.
fn led_up_to(context: &Context<'_>, index: usize, noun: &str) -> bool {
    if WordSet::Hidden.has(noun) {
        return false;
    }
    let Some((block, part)) = context.blocks.get(index).zip(context.parts.get(index)) else { return false };
    let (Some(mention), Some(sentence)) = (part.mentions.first(), part.sentences.first()) else { return false };
    // An office is the one they were brought in by.
    let text = block.prose.text();
    let office = mention.title.is_none() && mention.role.is_none_or(|r| r.of(text).lower().contains(noun));
    let opens = mention.span.start() == sentence.span.start();
    if !opens || !office || !block.kind.is_prose() || mention.form != MentionForm::Name {
        return false;
    }
    let place = block.to_document(mention.span);
    let whose = |s: &Speaker| {
        let named = |m: &&(Span, MentionForm)| m.1 == MentionForm::Name;
        s.kind == SpeakerKind::Person && s.mentions.iter().find(named).is_some_and(|m| m.0 == place)
    };
    let says = |q: &Quote| {
        let own = q.source.first().is_some_and(|s| s.overlaps(place));
        own && !q.deed && q.speaker.and_then(|id| context.extraction.speakers.get(id)).is_some_and(whose)
    };
    let quotes = &context.extraction.quotes;
    let first = quotes.partition_point(|q| q.blocks.end <= index);
    quotes[first..].iter().take_while(|q| q.blocks.start <= index).any(says)
}

/// Whether a person's name in a stretch of a block, behind the source, is told to be the source's.
fn names(context: &Context<'_>, index: usize, stretch: Span, source: Span, noun: &str) -> bool {
    let (block, part) = (&context.blocks[index], &context.parts[index]);
    let text = block.prose.text();
    let person = |m: &&Mention| m.form == MentionForm::Name && m.kind == SpeakerKind::Person;
    let near = part.mentions.partition_point(|m| m.span.start() < stretch.start());
    let near = part.mentions[near..].iter().take_while(|m| m.span.start() < stretch.end());
    near.filter(person).any(|mention| {
        let start = mention.title.map_or(mention.span.start(), |t| t.start().min(mention.span.start()));
        let inside = stretch.covers(mention.span) && block.to_document(mention.span).start() >= source.end();
        let before = text.get(stretch.start()..start).unwrap_or_default();
        let owns = text.get(mention.span.end()..).is_some_and(|b| b.starts_with("'s") || b.starts_with("’s"));
        inside && !owns && (NAMES.is_match(before) || called_again(before, noun))
    })
}

/// Whether words end with the noun called again, right before a name.
fn called_again(before: &str, noun: &str) -> bool {
    BETWEEN.iter().filter_map(|b| before.strip_suffix(b)).any(|before| {
        let mut words = before.rsplit(|c: char| !c.is_alphanumeric() && c != '-').filter(|w| !w.is_empty());
        words.next().is_some_and(|w| w.eq_ignore_ascii_case(noun))
            && words.take(2).any(|w| AGAIN.contains(&&*w.lower()))
    })
}
