use serde_json::{Map, Value, json};

use crate::rules::Edit;
use crate::server::view::View;

/// The edits for the client, for this version of the document where it understands versions. Where the client can, the
/// first place that the writer has to fill in is left selected.
pub(super) fn edit(view: &View<'_>, edits: &[Edit]) -> Value {
    let client = view.client;
    let mut snippets = client.snippet_edits && client.document_changes;
    let edits = edits.iter().map(|e| {
        let range = view.range(e.span);
        match snippet(e).filter(|_| snippets) {
            Some(snippet) => {
                snippets = false;
                json!({ "range": range, "newText": snippet, "insertTextFormat": 2 })
            }
            None => json!({ "range": range, "newText": e.text }),
        }
    });
    let edits: Vec<Value> = edits.collect();
    if client.document_changes {
        let document = json!({ "uri": view.uri, "version": view.reading.version });
        json!({ "documentChanges": [{ "textDocument": document, "edits": edits }] })
    } else {
        json!({ "changes": Map::from_iter([(view.uri.to_string(), edits.into())]) })
    }
}

/// The text of an edit as a snippet whose only stop is its placeholder.
fn snippet(edit: &Edit) -> Option<String> {
    let stop = edit.placeholder?;
    let escaped = |text: &str| text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}");
    let part = |range: std::ops::Range<usize>| edit.text.get(range).map(escaped);
    Some(format!("{}${{0:{}}}{}", part(0..stop.start())?, part(stop.range())?, part(stop.end()..edit.text.len())?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn a_snippet_has_its_stop_and_no_other() {
        let mut edit = Edit::insert(0, ", according to TK {$5}");
        assert_eq!(snippet(&edit), None);
        edit.placeholder = Some(Span::new(15, 17));
        assert_eq!(snippet(&edit).as_deref(), Some(", according to ${0:TK} {\\$5\\}"));
    }
}
