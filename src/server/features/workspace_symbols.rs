//! Workspace symbols: the speakers of all articles, those that are open and those in the files of the workspace.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use tower_lsp::lsp_types::{Location, SymbolInformation, SymbolKind, Url};

use super::symbols::information;
use super::words;
use crate::extract::{MentionForm, SpeakerId};
use crate::server::index::{self, Entry};
use crate::server::state::State;
use crate::server::view::View;

/// The most symbols of an answer.
const MOST: usize = 500;

/// The speakers whose names fit a query, the best first. Waits for what is open; files that are not read by then come
/// with the next question.
pub(in crate::server) async fn find(state: &Arc<State>, query: &str) -> Vec<SymbolInformation> {
    let waiting = index::refresh(state);
    let mut found: Vec<(Rank, String, SymbolInformation)> = Vec::new();
    let mut open: HashSet<PathBuf> = HashSet::new();
    let mut add = |url: &Url, entry: &Entry| {
        let Some(rank) = rank(&entry.name, query) else { return };
        let location = Location { uri: url.clone(), range: entry.range };
        let symbol = information(&entry.name, SymbolKind::OBJECT, location, entry.role.as_deref());
        found.push((rank, entry.name.to_lowercase(), symbol));
    };
    for document in state.documents.all() {
        open.extend(document.path.clone());
        let Some((document, reading)) = state.reading(&document.uri).await else { continue };
        let view = View::new(&document.uri, &reading, state.client_info());
        view.iter().flat_map(speakers).for_each(|entry| add(&document.uri, &entry));
    }
    waiting.done().await;
    state.index.each(|path, entries| {
        if !open.contains(path)
            && entries.iter().any(|e| rank(&e.name, query).is_some())
            && let Ok(url) = Url::from_file_path(path)
        {
            entries.iter().for_each(|entry| add(&url, entry));
        }
    });
    found.sort_by(|a, b| (a.0, &a.1, &a.2.location.uri).cmp(&(b.0, &b.1, &b.2.location.uri)));
    found.truncate(MOST);
    found.into_iter().map(|(_, _, symbol)| symbol).collect()
}

/// The speakers of a document that have names.
pub(in crate::server) fn speakers(view: &View<'_>) -> Vec<Entry> {
    let speakers = &view.extraction().speakers;
    // The letters of an interview name nobody outside of it.
    let named = |id: &SpeakerId| {
        speakers[*id].mentions.iter().any(|m| m.1 == MentionForm::Name) && speakers[*id].name.chars().nth(1).is_some()
    };
    let entry = |id: SpeakerId| {
        let speaker = speakers.get(id)?;
        let span = speaker.introduction?;
        let role = speaker.roles.first().map(|r| words::role(r));
        Some(Entry { name: words::one_line(&speaker.name), role, range: view.range(span) })
    };
    (0..speakers.len()).filter(named).filter_map(entry).collect()
}

/// How well a name fits a query, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Begins,
    WordBegins,
    Holds,
    Scattered,
}

/// Compared without case, accents and the form of apostrophes; at the least, the letters of the query stand in the name
/// in their order.
fn rank(name: &str, query: &str) -> Option<Rank> {
    let (name, query) = (words::folded(name), words::folded(&words::one_line(query)));
    if name.starts_with(&query) {
        return Some(Rank::Begins);
    }
    if let Some(at) = name.find(&query) {
        let border = |at: usize| !name[..at].ends_with(char::is_alphanumeric);
        let begins = border(at) || name.match_indices(&query).any(|(at, _)| border(at));
        return Some(if begins { Rank::WordBegins } else { Rank::Holds });
    }
    let mut wanted = query.chars().filter(|c| !c.is_whitespace()).peekable();
    for c in name.chars() {
        wanted.next_if_eq(&c);
    }
    wanted.peek().is_none().then_some(Rank::Scattered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_fits_by_its_beginning_first() {
        let cases = [
            ("", Some(Rank::Begins)),
            ("ann", Some(Rank::Begins)),
            ("ANN  lee", Some(Rank::Begins)),
            ("Lee", Some(Rank::WordBegins)),
            ("nn", Some(Rank::Holds)),
            ("al", Some(Rank::Scattered)),
            ("lee ann", None),
            ("bob", None),
        ];
        for (query, wanted) in cases {
            assert_eq!(rank("Ann Lee", query), wanted, "{query:?}");
        }
        for (name, query) in [
            ("Zoë Lindqvist", "zoe"),
            ("Zoe\u{308} Lindqvist", "Zoë"),
            ("Zoe Lindqvist", "zoë lind"),
            ("Tom O'Brien", "Tom O’Brien"),
            ("Tom O’Brien", "tom o'b"),
            ("Søren Łukasz Straße", "soren lukasz strasse"),
        ] {
            assert_eq!(rank(name, query), Some(Rank::Begins), "{name}: {query}");
        }
    }
}
