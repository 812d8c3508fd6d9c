//! What is known about the words under the cursor: who speaks, what is claimed on whose word, what is no article.

use tower_lsp::lsp_types::{Hover, Position};

use super::page::Page;
use super::{place, words};
use crate::analysis::Analysis;
use crate::extract::{Claim, MentionForm, Quote, Resolution, Speaker, SpeakerId, SpeakerKind, Support};
use crate::rules::{self, Profile};
use crate::server::view::View;
use crate::text::Span;

/// The most quotations of a speaker that are listed.
const LISTED: usize = 8;
/// The most characters of each.
const EXCERPT: usize = 60;

/// What is known at a place.
pub(in crate::server) fn hover(view: &View<'_>, position: Position) -> Option<Hover> {
    let (analysis, at) = (view.analysis, view.offset(position));
    let mut page = Page::default();
    let place = page_at(analysis, at, &mut page);
    let findings = analysis.findings.iter().filter(|f| f.span.contains(at));
    let mut finding = None;
    for f in findings {
        // What the lines above have said already is not said again.
        let told =
            place.is_some() && [rules::UNATTRIBUTED_CLAIM.code, rules::BOILERPLATE_LINE.code].contains(&f.rule.code);
        if !told {
            page.line(f.message.clone());
        }
        page.link(f.rule.code, f.rule.title, f.rule.href());
        finding.get_or_insert(f.span);
    }
    let range = place.or(finding).filter(|_| !page.is_empty())?;
    Some(Hover { contents: page.write(view.client.markdown_hover), range: Some(view.range(range)) })
}

/// Writes what stands at a byte, and gives its place.
fn page_at(analysis: &Analysis, at: usize, page: &mut Page) -> Option<Span> {
    let extraction = &analysis.extraction;
    if let Some(line) = place::boilerplate(extraction, at) {
        page.title("Not part of the article", words::boilerplate(line.kind));
        page.line(words::reason(&line.reason));
        return Some(line.span);
    }
    let mut place = None;
    if let Some(found) = place::quote(extraction, at) {
        quote(analysis, found.index, found.span, page);
        place = Some(found.span);
    } else if let Some(mention) = place::mention(extraction, at) {
        introduce(analysis, mention.speaker, page);
        said(analysis, mention.speaker, None, page);
        place = Some(mention.span);
    }
    if let Some(claim) = extraction.reasoned_claims().find(|c| c.span.contains(at)) {
        let kinds = claim.types.iter().map(|&(kind, span)| {
            let shown = words::one_line(&analysis.words(span));
            let shown = rules::without_stop(&shown);
            if shown.is_empty() { kind.name().to_owned() } else { format!("{} (“{shown}”)", kind.name()) }
        });
        page.title("Claim", kinds.collect::<Vec<_>>().join(", "));
        page.line(support(claim, analysis));
        place = place.or(Some(claim.span));
    }
    place
}

/// Writes who says a quote and how that was decided.
fn quote(analysis: &Analysis, index: usize, at: Span, page: &mut Page) {
    let Some(quote) = analysis.extraction.quotes.get(index) else { return };
    match quote.speaker {
        Some(speaker) => introduce(analysis, speaker, page),
        None if quote.resolution == Resolution::Ambiguous => page.title("Speaker not certain", ""),
        None => page.title("Speaker not found", ""),
    }
    if goes_on(quote, at, analysis) {
        page.line(continuation(quote, analysis));
    }
    let decision = decision(quote, analysis);
    if !decision.is_empty() {
        page.line(decision);
    }
    if let Some(speaker) = quote.speaker {
        said(analysis, speaker, Some(index), page);
    }
}

/// Writes a speaker's name and roles.
fn introduce(analysis: &Analysis, speaker: SpeakerId, page: &mut Page) {
    let Some(speaker) = analysis.extraction.speakers.get(speaker) else { return };
    let roles = speaker.roles.iter().take(2).map(|r| words::role(r));
    let kind = words::speaker(speaker.kind).map(str::to_owned);
    page.title(&*speaker.name, kind.into_iter().chain(roles).collect::<Vec<_>>().join("; "));
}

/// Lists what a speaker says elsewhere.
fn said(analysis: &Analysis, speaker: SpeakerId, but: Option<usize>, page: &mut Page) {
    let quotes = analysis.extraction.quotes.iter().enumerate();
    let all: Vec<&Quote> =
        quotes.filter(|&(i, q)| q.told() && q.speaker == Some(speaker) && Some(i) != but).map(|(_, q)| q).collect();
    let mut items: Vec<String> = all.iter().take(LISTED).map(|q| listed(q, analysis)).collect();
    if all.len() > LISTED {
        items.push(format!("and {} more", all.len() - LISTED));
    }
    // It goes with one and with several.
    page.list(if but.is_some() { "Also said:" } else { "Said:" }, items);
}

fn listed(quote: &Quote, analysis: &Analysis) -> String {
    format!("line {}: {}", words::line(analysis, start(quote)), words::excerpt(quote, analysis, EXCERPT))
}

fn start(quote: &Quote) -> usize {
    quote.content.first().map_or(0, |s| s.start())
}

/// Whether a part of a quote's content stands apart from its cue and source: behind the sentence that has them.
pub(in crate::server) fn goes_on(quote: &Quote, part: Span, analysis: &Analysis) -> bool {
    let told = quote.cue.iter().chain(&quote.source).map(|s| s.end()).max();
    let Some(told) = told.filter(|_| quote.content.contains(&part)) else { return false };
    analysis.text.get(told..part.start()).is_some_and(|between| between.contains(['.', '!', '?', '。', '\n']))
}

/// Why a part that stands apart from its cue is the same speaker's.
pub(in crate::server) fn continuation(quote: &Quote, analysis: &Analysis) -> String {
    let speaker = quote.speaker.and_then(|id| analysis.extraction.speakers.get(id));
    let name = speaker.map_or("The speaker", |s| &*s.name);
    let name = words::opening(name);
    format!("{name} {} from “{}”.", go_on(speaker), words::bare_excerpt(quote, analysis, EXCERPT / 2))
}

/// What one speaker does, or several.
fn go_on(speaker: Option<&Speaker>) -> &'static str {
    if several(speaker) { "go on" } else { "goes on" }
}

fn several(speaker: Option<&Speaker>) -> bool {
    speaker.is_some_and(|s| s.kind == SpeakerKind::Group)
}

/// How the speaker of a quote was decided, with the words that did it; empty where these would say it twice.
pub(in crate::server) fn decision(quote: &Quote, analysis: &Analysis) -> String {
    let extraction = &analysis.extraction;
    let source = words::shorten(&words::text_of(&quote.source, analysis), EXCERPT);
    let cue = words::shorten(words::text_of(&quote.cue, analysis).trim_end_matches([':', ',', ' ']), EXCERPT);
    let speaker = quote.speaker.and_then(|id| extraction.speakers.get(id));
    let name = speaker.map_or("", |s| &*s.name);
    let cued = if cue.is_empty() { String::new() } else { format!(" Attributed with “{cue}”.") };
    match quote.resolution {
        Resolution::Named if speaker.is_some_and(|s| s.kind == SpeakerKind::Anonymous) => {
            format!("The text gives no name, only “{source}”.{cued}")
        }
        Resolution::Named if speaker.is_some_and(|s| only_described(quote, s)) => {
            format!("Described, not named: “{source}”.{cued}")
        }
        Resolution::Named if source.is_empty() => {
            let before = speaker.and_then(|s| s.mentions.iter().rfind(|m| m.0.end() <= start(quote)));
            let place = before.map_or(String::new(), |m| format!(" (line {})", words::line(analysis, m.0.start())));
            let who = words::stopped(&format!("{name}{place}"));
            format!("No source of its own: the sentence before is about {who}{cued}")
        }
        Resolution::Named => format!("Named in the text: “{source}”.{cued}"),
        Resolution::Role => {
            let role = speaker.and_then(|s| nominal(quote, s)).map(|role| phrase(role, analysis));
            let source = role.map_or(source, |role| words::shorten(&words::one_line(&analysis.words(role)), EXCERPT));
            if same_role(&source, name) {
                return cued.trim_start().to_owned();
            }
            let from = speaker.and_then(|s| s.mentions.iter().find(|m| m.1 == MentionForm::Name));
            let place = from.map_or(String::new(), |m| format!(" (line {})", words::line(analysis, m.0.start())));
            let who = words::stopped(&format!("{name}{place}"));
            format!("By the role “{source}”: in this article that is {who}{cued}")
        }
        Resolution::Pronoun => {
            let at = quote.source.first().map_or(start(quote), |s| s.start());
            let before = extraction.quotes.iter().rev().find(|q| start(q) < start(quote).min(at));
            if let Some(last) = before.filter(|q| q.speaker == quote.speaker) {
                let line = words::line(analysis, start(last));
                let last = if several(speaker) { "the last speakers before are" } else { "the last speaker before is" };
                return format!("By the pronoun “{source}”: {last} {name} (line {line}).{cued}");
            }
            let mention =
                speaker.and_then(|s| s.mentions.iter().rfind(|m| m.0.end() <= at && m.1 != MentionForm::Pronoun));
            match mention {
                Some(m) => {
                    let line = words::line(analysis, m.0.start());
                    format!("By the pronoun “{source}”: it stands for {name}, mentioned before (line {line}).{cued}")
                }
                None => format!("By the pronoun “{source}”: it stands for {}{cued}", words::stopped(name)),
            }
        }
        Resolution::Continuation => {
            let from = quote.continues.and_then(|i| extraction.quotes.get(i));
            match from {
                Some(q) => format!(
                    "No source of its own: {name} {} from line {}, “{}”.",
                    go_on(speaker),
                    words::line(analysis, start(q)),
                    words::bare_excerpt(q, analysis, EXCERPT / 2)
                ),
                None => format!("No source of its own: {name}, who spoke before, {}.", go_on(speaker)),
            }
        }
        Resolution::Turn if source.is_empty() => format!("An answer in the interview: {name} is being interviewed."),
        Resolution::Turn if source.eq_ignore_ascii_case(name) => {
            format!("By the label of the turn: {}", words::stopped(name))
        }
        Resolution::Turn => format!("By the label of the turn, “{source}”: {}", words::stopped(name)),
        Resolution::Ambiguous => {
            let names = quote.candidates.iter().filter_map(|&id| extraction.speakers.get(id)).map(|s| &*s.name);
            let names = words::stopped(&rules::either(&names.collect::<Vec<_>>()));
            if source.is_empty() {
                format!("It may be {names}{cued}")
            } else {
                format!("“{source}” may be {names}{cued}")
            }
        }
        Resolution::Unknown if source.is_empty() => "Nothing beside these words says who speaks.".to_owned(),
        Resolution::Unknown => format!("“{source}” cannot be tied to anyone the article names.{cued}"),
    }
}

/// Whether the source of a quote has no name of its speaker, but a role or another noun.
fn only_described(quote: &Quote, speaker: &Speaker) -> bool {
    let named = |m: &(Span, MentionForm)| m.1 == MentionForm::Name && quote.source.iter().any(|s| s.overlaps(m.0));
    nominal(quote, speaker).is_some() && !speaker.mentions.iter().any(named)
}

/// A role or other noun for the speaker in the source of a quote.
struct Nominal {
    /// The part of the source that holds it.
    source: Span,
    /// Where it ends.
    end: usize,
}

/// Where the source of a quote has a role or other noun for its speaker.
fn nominal(quote: &Quote, speaker: &Speaker) -> Option<Nominal> {
    let mut nominals = speaker.mentions.iter().filter(|m| m.1 == MentionForm::Nominal).map(|m| m.0);
    nominals.find_map(|m| {
        let source = *quote.source.iter().find(|s| s.covers(m))?;
        Some(Nominal { source, end: m.end() })
    })
}

/// A role without what is said of it: "the agency" of "The agency, which had said …,".
fn phrase(role: Nominal, analysis: &Analysis) -> Span {
    let behind = analysis.text.get(role.end..role.source.end()).unwrap_or_default();
    role.source.until(behind.find(',').map_or(role.source.end(), |at| role.end + at))
}

/// Whether two roles say the same, whatever their articles.
fn same_role(a: &str, b: &str) -> bool {
    let bare = |role: &str| {
        let folded = words::folded(role);
        ["the ", "a ", "an "].iter().find_map(|a| folded.strip_prefix(a)).unwrap_or(&folded).to_owned()
    };
    bare(a) == bare(b)
}

/// On whose word a claim rests, or why on nobody's.
pub(in crate::server) fn support(claim: &Claim, analysis: &Analysis) -> String {
    let quotes = &analysis.extraction.quotes;
    let whose = |i: usize| {
        let quote = quotes.get(i)?;
        let name = quote.speaker.and_then(|id| analysis.extraction.speakers.get(id)).map(|s| s.name.clone());
        name.or_else(|| (!quote.source.is_empty()).then(|| words::text_of(&quote.source, analysis)))
    };
    match claim.support {
        Support::Quote(i) => match whose(i) {
            Some(name) => format!("Source: {}", words::stopped(&name)),
            None => "Source: the quotation that it stands in.".to_owned(),
        },
        Support::Carried(i) => match whose(i) {
            Some(name) => format!("Source: {name}, carried over from an earlier sentence."),
            None => "Source: that of an earlier sentence.".to_owned(),
        },
        Support::Link(span) => {
            let shown = words::shorten(&words::one_line(&analysis.words(span)), EXCERPT);
            if shown.is_empty() { "Source: a link or note.".to_owned() } else { format!("Source: “{shown}”.") }
        }
        Support::Narrator(_) => "Source: the writer, who tells it first-hand.".to_owned(),
        Support::Given(span) => {
            let shown = words::one_line(&analysis.words(span));
            let shown = words::shorten(words::bare(&shown), EXCERPT);
            let given =
                if shown.is_empty() { "The quotation marks give".to_owned() } else { format!("“{shown}” gives") };
            format!("{given} it to someone, but it is not certain to whom.")
        }
        Support::Nobody if claim.hedges.is_empty() && follows(claim, analysis) => {
            "No source: this sentence does not say on whose word it rests, nor go on from a source in the one before."
                .to_owned()
        }
        Support::Nobody if claim.hedges.is_empty() => {
            "No source: this sentence does not say on whose word it rests.".to_owned()
        }
        Support::Nobody => {
            let hedges: Vec<String> =
                claim.hedges.iter().map(|h| format!("“{}”", words::one_line(&analysis.words(*h)))).collect();
            format!("No source: {} names nobody.", hedges.join(", "))
        }
    }
}

/// Whether another sentence of the paragraph stands before that of a claim: its source may carry.
fn follows(claim: &Claim, analysis: &Analysis) -> bool {
    let index = analysis.manuscript(Profile::Default).block_at(claim.span.start());
    let first = index.and_then(|i| {
        let sentence = analysis.parts.get(i)?.sentences.first()?;
        Some(analysis.blocks.get(i)?.to_document(sentence.span))
    });
    first.is_some_and(|first| first.end() <= claim.span.start())
}
