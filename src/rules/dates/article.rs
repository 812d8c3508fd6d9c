//! When an article was written.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::written::{self, Written};
use crate::extract::lexicon;
use crate::rules::Manuscript;
use crate::text::{BlockKind, Span};

/// The day of an article, and where it says so.
#[derive(Clone, Copy, Debug)]
pub(super) struct ArticleDate {
    pub(super) date: Date,
    pub(super) span: Span,
}

/// Keys of front matter that hold the day of an article, the best first.
static KEYS: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    let keys = [
        "date|pub[-_]?date|publish(?:ed)?(?:[-_]?(?:at|on|date))?|date[-_]?published|publication[-_]?date|posted",
        "updated|last[-_]?mod(?:ified)?|modified|created(?:[-_]?at)?",
    ];
    keys.map(|k| Regex::new(&format!(r#"(?im)^\s*"?(?:{k})"?\s*[:=]\s*(.+)$"#)).expect("a fixed pattern"))
});

/// A dateline: a place in capitals, and the day before a dash or the agency.
static DATELINE: LazyLock<Regex> = LazyLock::new(|| {
    let form =
        r"^\p{Lu}{2}[\p{Lu} .,'’/-]*[,(]? ?\b(?P<date>[^—–-]{3,30}?)\)?\s*(?:\((?:\w+ ?){1,3}\)\s*)?(?:—|–|--?|:)\s";
    lexicon::regex(form)
});

/// How many blocks from the top a dateline or a line with the day may stand.
const TOP: usize = 8;
/// A line that only says when has at most so many words.
const WORDS: usize = 12;

/// The day of the article: by its front matter, its dateline, or a line near its top that says little else.
pub(super) fn date(context: &Manuscript<'_>) -> Option<ArticleDate> {
    if let Some(block) = context.blocks.first().filter(|b| b.kind == BlockKind::FrontMatter) {
        let text = block.span.of(context.text);
        let value = |key: &Regex| {
            let value = key.captures(text)?.get(1)?;
            let found = written::dates(value.as_str()).into_iter().find_map(|d| Some((d.date()?, d.span)))?;
            let span = found.1.shift(value.start() + block.span.start());
            Some(ArticleDate { date: found.0, span })
        };
        if let Some(found) = KEYS.iter().find_map(value) {
            return Some(found);
        }
    }
    let top = || context.blocks.iter().filter(|b| b.kind.is_prose() || b.kind == BlockKind::Heading).take(TOP);
    let dated = |words: &str, offset: usize| {
        let found: Written = written::dates(words).into_iter().find(|d| d.date().is_some())?;
        Some((found.date()?, found.span.shift(offset)))
    };
    let dateline = top().find_map(|block| {
        let line = DATELINE.captures(block.prose.text())?.name("date")?;
        let (date, span) = dated(line.as_str(), line.start())?;
        Some(ArticleDate { date, span: block.to_document(span) })
    });
    dateline.or_else(|| {
        top().find_map(|block| {
            let words = block.prose.text();
            if words.split_whitespace().count() > WORDS || block.kind == BlockKind::TableCell {
                return None;
            }
            let (date, span) = dated(words, 0)?;
            // A sentence of the article that names a day ends like one.
            let rest = words.get(span.end()..)?;
            (!rest.contains(['.', '?', '!']) || rest.contains("a.m.") || rest.contains("p.m."))
                .then(|| ArticleDate { date, span: block.to_document(span) })
        })
    })
}
