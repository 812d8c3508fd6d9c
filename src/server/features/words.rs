//! How things are called where people read them.

use std::borrow::Cow;

use icu_normalizer::DecomposingNormalizerBorrowed;

use crate::analysis::Analysis;
use crate::extract::{BoilerplateKind, Quote, SpeakerKind};
use crate::text::Span;

/// A kind of boilerplate.
pub(in crate::server) fn boilerplate(kind: BoilerplateKind) -> &'static str {
    match kind {
        BoilerplateKind::RelatedLink => "related link",
        BoilerplateKind::Share => "share button",
        BoilerplateKind::Newsletter => "newsletter",
        BoilerplateKind::CommentForm => "comment form",
        BoilerplateKind::Comment => "reader’s comment",
        BoilerplateKind::CaptionOrCredit => "caption or credit",
        BoilerplateKind::Byline => "byline",
        BoilerplateKind::Timestamp => "time stamp",
        BoilerplateKind::Copyright => "copyright",
        BoilerplateKind::Navigation => "navigation",
        BoilerplateKind::Cookie => "cookie notice",
        BoilerplateKind::Advertisement => "advertisement",
        BoilerplateKind::TagList => "tags",
        BoilerplateKind::Other => "boilerplate",
    }
}

/// A kind of speaker that is worth telling.
pub(in crate::server) fn speaker(kind: SpeakerKind) -> Option<&'static str> {
    match kind {
        SpeakerKind::Organization => Some("organization"),
        SpeakerKind::Group => Some("group"),
        SpeakerKind::Place => Some("place, for its government"),
        SpeakerKind::Anonymous => Some("not named"),
        SpeakerKind::Person | SpeakerKind::Unknown => None,
    }
}

/// The text of spans, on one line.
pub(in crate::server) fn text_of(spans: &[Span], analysis: &Analysis) -> String {
    let parts: Vec<String> = spans.iter().map(|s| one_line(&analysis.words(*s))).collect();
    parts.join(" … ")
}

/// The first words of a quote, without the quotation marks around them.
pub(in crate::server) fn excerpt(quote: &Quote, analysis: &Analysis, length: usize) -> String {
    shorten(&text_of(&quote.content, analysis), length)
}

/// The first words of the first part of a quote without the marks around them, to be put between others: a quote that a
/// cue interrupts has marks in it.
pub(in crate::server) fn bare_excerpt(quote: &Quote, analysis: &Analysis, length: usize) -> String {
    let first = quote.content.first().map_or(Cow::Borrowed(""), |s| analysis.words(*s));
    shorten(bare(&one_line(&first)).trim_end_matches(','), length)
}

/// The text without quotation marks around it, to be put between others.
pub(in crate::server) fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| "“”„‟\"«»‹›".contains(c))
}

/// The text with a stop behind it; a name such as "Medlar Inc." has one.
pub(in crate::server) fn stopped(text: &str) -> String {
    if text.ends_with('.') { text.to_owned() } else { format!("{text}.") }
}

/// A name that begins a sentence: “a resident” is none.
pub(in crate::server) fn opening(name: &str) -> String {
    let mut rest = name.chars();
    rest.next().into_iter().flat_map(char::to_uppercase).chain(rest).collect()
}

/// A reason as a sentence: one stop is enough where the words that it shows end in one.
pub(in crate::server) fn reason(reason: &str) -> String {
    match reason.strip_suffix('.') {
        Some(shown) if shown.ends_with(".”") => shown.to_owned(),
        _ => reason.to_owned(),
    }
}

/// A role beside a name, where it begins no sentence (“The mayor of Velm”). “The Hague” is none of these.
pub(in crate::server) fn role(role: &str) -> String {
    let role = one_line(role);
    match role.split_once(' ') {
        Some((first @ ("The" | "A" | "An" | "His" | "Her" | "Its" | "Their"), rest))
            if rest.starts_with(char::is_lowercase) =>
        {
            format!("{} {rest}", first.to_lowercase())
        }
        _ => role,
    }
}

/// The line of a byte, as people count.
pub(in crate::server) fn line(analysis: &Analysis, offset: usize) -> usize {
    analysis.lines.line(offset) + 1
}

/// `line 5`, `lines 1, 3`.
pub(in crate::server) fn lines<'a>(lines: impl IntoIterator<Item = &'a usize>) -> String {
    let numbers: Vec<String> = lines.into_iter().map(usize::to_string).collect();
    format!("line{} {}", if numbers.len() == 1 { "" } else { "s" }, numbers.join(", "))
}

/// The text with single spaces.
pub(in crate::server) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text for comparing: without case, accents and the form of apostrophes.
pub(in crate::server) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let lower = text.to_lowercase();
    let apart = DecomposingNormalizerBorrowed::new_nfd().normalize(&lower);
    for c in apart.chars() {
        match c {
            '\u{300}'..='\u{36f}' => {}
            '’' | 'ʼ' => out.push('\''),
            // Letters with a stroke, or two in one, are not taken apart.
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' => out.push('d'),
            'ı' => out.push('i'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            c => out.push(c),
        }
    }
    out
}

/// The text with at most `length` characters; where some are missing, `…` is the last.
pub(in crate::server) fn shorten(text: &str, length: usize) -> String {
    if text.chars().nth(length).is_none() {
        return text.to_owned();
    }
    let kept: String = text.chars().take(length.saturating_sub(1)).collect();
    // Cut between words where that loses little.
    let cut = kept.rfind(' ').filter(|&at| at * 3 > kept.len() * 2).unwrap_or(kept.len());
    format!("{}…", kept[..cut].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_reads_as_written() {
        assert_eq!(reason("A copyright line: “All rights reserved.”."), "A copyright line: “All rights reserved.”");
        assert_eq!(reason("A byline: “By Ulla Berg”."), "A byline: “By Ulla Berg”.");
        assert_eq!(role("The mayor\nof Velm"), "the mayor of Velm");
        assert_eq!(role("The Hague’s mayor"), "The Hague’s mayor");
        assert_eq!(role("Opposition leader"), "Opposition leader");
    }

    #[test]
    fn shortened_text_is_never_longer_than_asked_for() {
        for text in ["", "a", "Jana Ruiz", "Jana de la Ruiz y Ferrer", "Ångström Ärligsson", "👩‍🚒👩‍🚒👩‍🚒👩‍🚒👩‍🚒"]
        {
            for length in 1..30 {
                let short = shorten(text, length);
                assert!(short.chars().count() <= length, "{text:?} in {length} is {short:?}");
                assert_eq!(short == text, text.chars().count() <= length, "{text:?} in {length} is {short:?}");
            }
        }
        assert_eq!(shorten("The bridge was closed for a week", 20), "The bridge was…");
    }
}
