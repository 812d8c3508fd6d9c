//! What an inlay hint tells when it is pointed at: why it is there, and where its speakers are introduced. Clients that
//! ask for this later get it then.

use std::collections::HashMap;

use serde_json::json;
use tower_lsp::lsp_types::{InlayHint, InlayHintLabel, InlayHintLabelPart, Position, Range, Url};

use super::{inlay_hints, words};
use crate::extract::SpeakerId;
use crate::server::documents::Open;
use crate::server::view::View;

/// The hints as the client wants them first.
pub(in crate::server) fn first(view: &View<'_>, hints: Vec<InlayHint>) -> Vec<InlayHint> {
    let features = &view.client.features;
    if !features.resolves_tooltips && !features.resolves_locations {
        return hints;
    }
    let names = Names::of(view);
    let thin = |mut hint: InlayHint| {
        hint.data = Some(json!({ "uri": view.uri }));
        if features.resolves_tooltips {
            hint.tooltip = None;
        }
        if features.resolves_locations
            && let Some(parts) = names.parts(&hint)
        {
            let part = |(value, _)| InlayHintLabelPart { value, ..InlayHintLabelPart::default() };
            hint.label = InlayHintLabel::LabelParts(parts.into_iter().map(part).collect());
        }
        hint
    };
    hints.into_iter().map(thin).collect()
}

/// The document of a hint that the client hands back.
pub(in crate::server) fn document(hint: &InlayHint) -> Option<Url> {
    serde_json::from_value(hint.data.as_ref()?.get("uri")?.clone()).ok()
}

/// Adds what the client asks for; nothing where the hint stands in the document no more.
pub(in crate::server) fn resolve(view: &View<'_>, open: &Open, mut hint: InlayHint) -> InlayHint {
    let behind = hint.position.character.saturating_add(1);
    let here = Range { start: hint.position, end: Position { character: behind, ..hint.position } };
    let all = inlay_hints::hints(view.reading, open.held(view.reading), here, view.encoding());
    let label = text(&hint.label);
    if let Some(whole) = all.into_iter().find(|h| h.position == hint.position && text(&h.label) == label) {
        hint.tooltip = whole.tooltip;
        if let Some(parts) =
            Names::of(view).parts(&hint).filter(|_| matches!(hint.label, InlayHintLabel::LabelParts(_)))
        {
            let located = parts.into_iter().map(|(value, speaker)| {
                let place = speaker.and_then(|id| view.extraction().speakers.get(id)?.introduction);
                let location = place.map(|p| view.location(p));
                InlayHintLabelPart { value, location, ..InlayHintLabelPart::default() }
            });
            hint.label = InlayHintLabel::LabelParts(located.collect());
        }
    }
    hint
}

fn text(label: &InlayHintLabel) -> String {
    match label {
        InlayHintLabel::String(text) => text.clone(),
        InlayHintLabel::LabelParts(parts) => parts.iter().map(|p| p.value.as_str()).collect(),
    }
}

/// The speakers by their names as hints show them.
struct Names(HashMap<String, SpeakerId>);

impl Names {
    fn of(view: &View<'_>) -> Self {
        let most = view.reading.settings.hints.max_length;
        // Of two with one name the first counts.
        let speakers = view.extraction().speakers.iter().enumerate().rev();
        Self(speakers.map(|(id, s)| (words::shorten(&s.name, most), id)).collect())
    }

    /// The names in a label with their speakers, and what stands between; none where it names nobody.
    fn parts(&self, hint: &InlayHint) -> Option<Vec<(String, Option<SpeakerId>)>> {
        const BETWEEN: &str = " or ";
        let label = text(&hint.label);
        if let Some(id) = self.0.get(&label) {
            return Some(vec![(label, Some(*id))]);
        }
        let mut out = Vec::new();
        for name in label.strip_suffix('?')?.split(BETWEEN) {
            if !out.is_empty() {
                out.push((BETWEEN.to_owned(), None));
            }
            out.push((name.to_owned(), Some(*self.0.get(name)?)));
        }
        out.push(("?".to_owned(), None));
        Some(out)
    }
}
