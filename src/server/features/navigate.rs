//! Go to definition: from words to the place where their speaker is introduced.

use tower_lsp::lsp_types::{GotoDefinitionResponse, LocationLink, Position};

use super::place;
use crate::extract::SpeakerId;
use crate::rules::Profile;
use crate::server::view::View;
use crate::text::Span;

/// Where the speaker of the words at a position is introduced; all of them where it may be several.
pub(in crate::server) fn definition(view: &View<'_>, position: Position) -> Option<GotoDefinitionResponse> {
    let subject = place::subject(view.analysis, view.offset(position))?;
    let introduction = |&id: &SpeakerId| view.extraction().speakers.get(id)?.introduction;
    let places: Vec<Span> = subject.speakers.iter().filter_map(introduction).collect();
    if places.is_empty() {
        return None;
    }
    if !view.client.features.definition_links {
        return Some(GotoDefinitionResponse::Array(places.into_iter().map(|p| view.location(p)).collect()));
    }
    let context = view.analysis.manuscript(Profile::Default);
    let links = places.into_iter().map(|name| {
        let sentence = context.sentence_at(name.start()).map(|s| s.span()).filter(|s| s.covers(name));
        LocationLink {
            origin_selection_range: Some(view.range(subject.span)),
            target_uri: view.uri.clone(),
            target_range: view.range(sentence.unwrap_or(name)),
            target_selection_range: view.range(name),
        }
    });
    Some(GotoDefinitionResponse::Link(links.collect()))
}
