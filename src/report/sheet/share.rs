//! Whose words fill the article.

use super::Sheet;
use crate::text::Span;

/// A speaker, or the writer, with a number of words.
pub(super) struct Share {
    /// The place in the list of speakers; `None` for speakers who are not known, and for the writer.
    pub(super) who: Option<usize>,
    pub(super) name: String,
    pub(super) words: usize,
    /// Whether they are the writer's own.
    pub(super) writer: bool,
}

/// Whose words they are, the most first; the writer's last. Words that two quotations hold count for the first.
pub(super) fn shares(sheet: &Sheet<'_>) -> Vec<Share> {
    let speakers = &sheet.analysis.extraction.speakers;
    let mut places: Vec<(Span, Option<usize>)> = Vec::new();
    for quote in sheet.analysis.extraction.told_quotes() {
        places.extend(quote.content.iter().map(|&s| (s, quote.speaker)));
    }
    places.sort_by_key(|p| (p.0.start(), p.0.end()));
    let mut counts = vec![0; speakers.len() + 1];
    let mut end = 0;
    for (span, who) in places {
        let span = Span::new(span.start().max(end), span.end().max(end));
        end = end.max(span.end());
        if let Some(count) = counts.get_mut(who.unwrap_or(speakers.len())) {
            *count += count_words(&sheet.analysis.words(span));
        }
    }
    let furniture: usize =
        sheet.analysis.extraction.boilerplate.iter().map(|l| count_words(&sheet.analysis.words(l.span))).sum();
    let all =
        sheet.analysis.blocks.iter().filter(|b| b.kind.is_prose()).map(|b| count_words(b.prose.text())).sum::<usize>();
    let said: usize = counts.iter().sum();
    let unknown = counts.pop().unwrap_or_default();
    let named = counts.into_iter().enumerate().map(|(i, words)| Share {
        who: Some(i),
        name: speakers[i].name.clone(),
        words,
        writer: false,
    });
    let mut out: Vec<Share> = named.filter(|s| s.words > 0).collect();
    out.sort_by(|a, b| b.words.cmp(&a.words).then_with(|| a.who.cmp(&b.who)));
    for (name, words, writer) in
        [("not known", unknown, false), ("the writer", all.saturating_sub(said + furniture), true)]
    {
        if words > 0 {
            out.push(Share { who: None, name: name.to_owned(), words, writer });
        }
    }
    out
}

fn count_words(text: &str) -> usize {
    text.split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).count()
}
