//! Code lenses: over the first line what the article holds, over a speaker's introduction how much they say.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::json;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::{CodeLens, Command, MessageType, Url};

use super::commands::{argument, readable};
use super::words;
use crate::extract::{Quote, Speaker, SpeakerId};
use crate::report::{Counts, counted, said};
use crate::server::log;
use crate::server::state::State;
use crate::server::view::View;
use crate::text::{BlockKind, Span};

/// The command behind a lens. It only tells, so that it does no harm in any editor.
pub(in crate::server) const COMMAND: &str = "whosaid.show";

/// The most quotations that the command tells of.
const LISTED: usize = 12;
/// The most characters of each.
const EXCERPT: usize = 60;

/// What a lens is about.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::server) struct About {
    /// The document.
    pub(in crate::server) uri: Url,
    /// The name of the speaker; none for the whole article.
    #[serde(default)]
    speaker: Option<String>,
    /// Of several speakers of this name ("a resident") with quotations, which one, from 0.
    #[serde(default)]
    nth: usize,
}

impl About {
    /// The speaker that the lens is about, if there still is one.
    fn speaker(&self, view: &View<'_>) -> Option<SpeakerId> {
        let extraction = view.extraction();
        named(&extraction.speakers, &said(extraction), self.speaker.as_ref()?).nth(self.nth)
    }
}

/// The lenses of a document, without their commands.
pub(in crate::server) fn lenses(view: &View<'_>) -> Vec<CodeLens> {
    let extraction = view.extraction();
    if extraction.speakers.is_empty() && extraction.quotes.is_empty() && extraction.reasoned_claims().next().is_none() {
        return Vec::new();
    }
    let (speakers, said) = (&extraction.speakers, said(extraction));
    let lens = |span: Span, id: Option<SpeakerId>| {
        let speaker = id.map(|id| speakers[id].name.clone());
        let nth = id.map_or(0, |id| named(speakers, &said, &speakers[id].name).take_while(|&i| i < id).count());
        let about = About { uri: view.uri.clone(), nth, speaker };
        CodeLens { range: view.range(first_line(view, span)), command: None, data: serde_json::to_value(about).ok() }
    };
    let mut out: Vec<CodeLens> = title(view).into_iter().map(|span| lens(span, None)).collect();
    let mut introductions: Vec<(Span, SpeakerId)> = (0..speakers.len())
        .filter(|&id| said[id] > 0)
        .filter_map(|id| Some((speakers[id].introduction?, id)))
        .collect();
    introductions.sort();
    out.extend(introductions.into_iter().map(|(span, id)| lens(span, Some(id))));
    out
}

/// The speakers of a name of whom a quotation is shown; `said` counts them for each.
fn named<'a>(speakers: &'a [Speaker], said: &'a [usize], name: &'a str) -> impl Iterator<Item = SpeakerId> + 'a {
    (0..speakers.len()).filter(move |&id| speakers[id].name == name && said[id] > 0)
}

/// What a lens is about, as the client hands it back.
pub(in crate::server) fn about(lens: &CodeLens) -> Option<About> {
    serde_json::from_value(lens.data.clone()?).ok()
}

/// Gives a lens its words and its command. Where the speaker is gone by now, the client asks for new lenses anyway.
pub(in crate::server) fn resolve(view: &View<'_>, lens: &CodeLens, about: &About) -> Command {
    let id = about.speaker(view);
    let title = match &about.speaker {
        None => summary(view),
        Some(name) => {
            let count = id.map_or(0, |id| quotations(view, id).count());
            format!("{name}: {}", some(count, "quotation"))
        }
    };
    if let (Some(command), Some(id)) = (&view.client.features.show_references, id) {
        let spans = quotations(view, id).filter_map(|q| q.content.first());
        let locations: Vec<_> = spans.map(|&s| view.location(s)).collect();
        let arguments = vec![json!(about.uri), json!(lens.range.start), json!(locations)];
        return Command { title, command: command.clone(), arguments: Some(arguments) };
    }
    Command { title, command: COMMAND.to_owned(), arguments: Some(vec![json!(about)]) }
}

/// The lens of a document that is not open any more.
pub(in crate::server) fn nothing() -> Command {
    Command { title: "The article has changed".to_owned(), command: COMMAND.to_owned(), arguments: None }
}

/// Runs the command: shows what a speaker says, or where the article has claims without a source.
pub(in crate::server) async fn run(state: &State, arguments: Vec<serde_json::Value>) -> Result<()> {
    // The lens of a document that is gone has none.
    if arguments.is_empty() {
        return Ok(());
    }
    let usage = "whosaid.show takes [{uri, speaker}], as the code lens gives it; speaker may be left out";
    let about: About = argument(&arguments, 0, usage)?.ok_or_else(|| Error::invalid_params(usage))?;
    let reading = readable(state, &about.uri).await?;
    if let Some(view) = View::new(&about.uri, &reading, state.client_info()) {
        log::show(state, MessageType::INFO, &told(&view, &about));
    }
    Ok(())
}

/// What the command shows.
fn told(view: &View<'_>, about: &About) -> String {
    let Some(name) = &about.speaker else {
        let claims = view.extraction().reasoned_claims().filter(|c| !c.attributed());
        let lines: BTreeSet<usize> = claims.map(|c| words::line(view.analysis, c.span.start())).collect();
        let lines = if lines.is_empty() { String::new() } else { format!(" ({})", words::lines(&lines)) };
        return format!("{}{lines}", summary(view));
    };
    let Some(id) = about.speaker(view) else { return format!("{name} does not speak in this article any more.") };
    let quotes: Vec<&Quote> = quotations(view, id).collect();
    let listed = quotes.iter().take(LISTED).map(|q| {
        let line = words::line(view.analysis, q.content.first().map_or(0, |s| s.start()));
        format!("line {line}: {}", words::excerpt(q, view.analysis, EXCERPT))
    });
    let mut lines: Vec<String> = listed.collect();
    if quotes.len() > LISTED {
        lines.push(format!("and {} more", quotes.len() - LISTED));
    }
    // A name does not tell whether it is several, and this goes with both.
    format!("{name} said:\n{}", lines.join("\n"))
}

/// `5 speakers · 7 quotations · 4 of 11 claims without a source`.
fn summary(view: &View<'_>) -> String {
    let Counts { speakers, quotations, claims, without_source, .. } = Counts::of(view.extraction());
    let claims = match (without_source, claims) {
        (_, 0) => "no claims".to_owned(),
        (0, 1) => "1 claim with a source".to_owned(),
        (1, 1) => "1 claim without a source".to_owned(),
        (0, all) => format!("{}, each with a source", counted(all, "claim")),
        (open, all) => format!("{open} of {} without a source", counted(all, "claim")),
    };
    format!("{} · {} · {claims}", some(speakers, "speaker"), some(quotations, "quotation"))
}

/// A count in words for a title.
fn some(count: usize, what: &str) -> String {
    if count == 0 { format!("no {what}s") } else { counted(count, what) }
}

fn quotations<'a>(view: &View<'a>, speaker: SpeakerId) -> impl Iterator<Item = &'a Quote> {
    view.extraction().told_quotes().filter(move |q| q.speaker == Some(speaker))
}

/// The heading of the article, or its first words.
fn title(view: &View<'_>) -> Option<Span> {
    let page = [BlockKind::FrontMatter, BlockKind::Comment, BlockKind::Html, BlockKind::Code];
    let mut blocks = view.analysis.blocks.iter().filter(|b| !page.contains(&b.kind));
    Some(blocks.next()?.span)
}

/// What of a span stands on its first line: a lens may not go on to another.
fn first_line(view: &View<'_>, span: Span) -> Span {
    let line = view.analysis.lines.line_span(view.text(), view.analysis.lines.line(span.start()));
    span.until(span.end().min(line.trim(view.text()).end()).max(span.start()))
}
