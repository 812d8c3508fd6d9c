use serde::Serialize;

use crate::extract::Extraction;

/// How much people are told of: the same in a lens, a panel and a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Counts {
    /// Speakers with a quotation that is shown.
    pub(crate) speakers: usize,
    /// Quotations that are shown.
    pub(crate) quotations: usize,
    /// Claims that weigh enough to be told of.
    pub(crate) claims: usize,
    /// How many of these rest on nobody's word.
    pub(crate) without_source: usize,
    /// Lines of the page.
    pub(crate) boilerplate: usize,
}

impl Counts {
    /// Those of an article.
    pub(crate) fn of(extraction: &Extraction) -> Self {
        Self {
            speakers: said(extraction).into_iter().filter(|&count| count > 0).count(),
            quotations: extraction.told_quotes().count(),
            claims: extraction.reasoned_claims().count(),
            without_source: extraction.reasoned_claims().filter(|c| !c.attributed()).count(),
            boilerplate: extraction.boilerplate.len(),
        }
    }
}

/// How many quotations are shown of each speaker.
pub(crate) fn said(extraction: &Extraction) -> Vec<usize> {
    let mut counts = vec![0; extraction.speakers.len()];
    for speaker in extraction.told_quotes().filter_map(|q| q.speaker) {
        counts[speaker] += 1;
    }
    counts
}

/// `1 finding`, `3 findings`: what takes an `s` where it is several.
pub(crate) fn counted(count: usize, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}
