use super::{Context, Edit, Fix};
use crate::text::Span;

/// Puts ", according to TK" before the stop that closes the sentence, where the claim ends with it.
pub(super) fn insert_source(context: &Context<'_>, claim: Span) -> Option<Fix> {
    const SOURCE: &str = ", according to TK";
    let sentence = context.sentence_at(claim.start())?;
    let prose = sentence.block.prose.text();
    let span = sentence.sentence.span.trim(prose);
    let words = span.of(prose);
    let body = words.trim_end_matches([')', ']', '"', '”', '’', '\'', '»', '」']);
    let marks = Span::new(span.start() + body.len(), span.end());
    let stop = ['.', '!', '?', '…', '。'].into_iter().find(|&c| body.ends_with(c));
    // The stop of "the U.S." belongs to the word, and the sentence's is the same.
    let abbreviation = stop == Some('.') && {
        let token =
            sentence.part.tokens.get(sentence.sentence.tokens.clone())?.iter().rfind(|t| t.span.end() == marks.start());
        token.is_some_and(|t| t.span.len() > 1 && t.span.of(prose) != "...")
    };
    let stem = match stop {
        Some('.') if abbreviation => body,
        _ => body.trim_end_matches(['.', '!', '?', '…', '。', ':']),
    };
    let stops = Span::new(span.start() + stem.len(), marks.start());
    let place = |at: usize| sentence.block.to_document(Span::new(at, at)).start();
    let placeholder = |edit: Edit| Edit { placeholder: edit.text.find("TK").map(|i| Span::new(i, i + 2)), ..edit };
    let quoted = marks.of(prose).contains(['"', '”', '’', '\'', '»', '」']);
    let edits = if quoted && stops.of(prose) == "." {
        // … “over.” becomes … “over,” according to TK.
        let comma = Edit::replace(sentence.block.to_document(stops), ",");
        let end = sentence.block.to_document(marks).end();
        vec![comma, placeholder(Edit::insert(end, " according to TK."))]
    } else if quoted {
        vec![placeholder(Edit::insert(sentence.block.to_document(marks).end(), SOURCE))]
    } else if stops.is_empty() {
        let at = sentence.block.to_document(Span::new(span.start(), stops.start())).end();
        let stop = if abbreviation { "." } else { "" };
        vec![placeholder(Edit::insert(at, format!("{SOURCE}{stop}")))]
    } else {
        vec![placeholder(Edit::insert(place(stops.start()), SOURCE))]
    };
    Some(Fix { title: "Insert a source (“according to TK”)".into(), edits, safe: false })
}
